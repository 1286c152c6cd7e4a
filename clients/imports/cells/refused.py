class Refused(ValueError):
    """A cell that cannot be read.

    `cause` is a code of clients.imports.faults; `suggestion` is what the file may have meant,
    written as it would be typed, or "" when no guess is fair.
    """

    def __init__(self, cause, suggestion="", **params):
        super().__init__(cause)
        self.cause = cause
        self.suggestion = suggestion
        self.params = params
