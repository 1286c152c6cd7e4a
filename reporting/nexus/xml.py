"""Records as the XML that Nexus takes. The order of elements is that of the schemas."""

from lxml import etree

PREFER_NOT = "Prefer not to say"


def counseling_xml(records):
    """Bytes of an upload of form 641."""
    return _file("CounselingInformation", map(_counseling, records))


def training_xml(records):
    """Bytes of an upload of form 888."""
    return _file("ManagementTrainingReport", map(_training, records))


def _file(name, elements):
    root = etree.Element(name)
    root.extend(elements)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _counseling(one):
    record = etree.Element("CounselingRecord")
    _add(record, "PartnerClientNumber", one.client_number)
    _add(_add(record, "Location"), "LocationCode", one.location)
    _request(_add(record, "ClientRequest"), one)
    _intake(_add(record, "ClientIntake"), one)
    _session(_add(record, "CounselorRecord"), one)
    return record


def _request(part, one):
    if one.names and one.surnames:
        name = _add(part, "ClientNamePart1")
        _add(name, "Last", one.surnames[:40])
        _add(name, "First", one.names[:40])
    _add_known(part, "Email", one.email)
    address = _add(part, "AddressPart1")
    _add_known(address, "City", one.city[:80])
    if one.country:
        _add(_add(address, "Country"), "Code", one.country)
    _add_known(address, "StateOrProvince", one.province[:60])
    _add(part, "SurveyAgreement", "No")
    signature = _add(part, "ClientSignature")
    _add_known(signature, "Date", one.signed_on and one.signed_on.isoformat())
    _add(signature, "OnFile", "Yes" if one.signature_on_file else "No")


def _intake(part, one):
    _add(_add(part, "Race"), "Code", PREFER_NOT)
    _add_known(part, "Sex", one.sex)
    _add(part, "CurrentlyInBusiness", one.in_business)
    _add_known(part, "CompanyName", one.company[:80])
    _add_known(part, "BusinessType", one.sector)
    if one.women_share is not None:
        _add(_add(part, "BusinessOwnership"), "Female", one.women_share)
    _add_known(part, "Rural_vs_Urban", one.rural)


def _session(part, one):
    _add(part, "PartnerSessionNumber", one.session_number)
    _capital(part, one.capital)
    if one.topic:
        topic = _add(part, "CounselingProvided")
        _add(topic, "Code", one.topic)
        _add_known(topic, "Other", one.other_topic[:255])
    _add_known(part, "SessionType", one.mode)
    if one.language:
        _add(_add(part, "Language"), "Code", one.language)
    _add(part, "DateCounseled", one.held_on.isoformat())
    _add_known(part, "CounselorName", one.counselor[:80])
    hours = _add(part, "CounselingHours")
    _add(hours, "Contact", one.contact_hours)
    _add(hours, "Prepare", one.preparation_hours)
    _add(hours, "Travel", one.travel_hours)


def _capital(part, capital):
    if not capital.loan_count and not capital.equity_count:
        return
    received = _add(part, "ResourcePartnerServiceContributed")
    if capital.loan_count:
        _add(received, "NonSBALoanAmount", capital.loans)
    if capital.equity_count:
        _add(received, "EquityCapitalReceived", capital.equity)
    if capital.loan_count:
        _add(received, "NonSBALoanAmountTxnNmb", capital.loan_count)
    if capital.equity_count:
        _add(received, "EquityCapitalReceivedTxnNmb", capital.equity_count)


def _training(one):
    record = etree.Element("ManagementTrainingRecord")
    _add(record, "PartnerTrainingNumber", one.number)
    _add(_add(record, "Location"), "LocationCode", one.location)
    _add(record, "DateTrainingStarted", one.started_on.isoformat())
    _add(record, "NumberOfSessions", one.sessions)
    _add(record, "TotalTrainingHours", one.hours)
    _add(record, "TrainingTitle", one.title[:255])
    place = _add(record, "TrainingLocation")
    _add_known(place, "City", one.city[:80])
    if one.country:
        _add(_add(place, "Country"), "Code", one.country)
    trained = _add(record, "NumberTrained")
    _add(trained, "Total", one.total)
    _add_known(trained, "CurrentlyInBusiness", one.in_business)
    _add_known(trained, "NotYetInBusiness", one.not_in_business)
    _add_known(trained, "Female", one.women)
    _add_known(trained, "Male", one.men)
    topic = _add(record, "TrainingTopic")
    _add(topic, "Code", one.topic)
    _add_known(topic, "Other", one.other_topic[:80])
    _add(record, "ProgramFormatType", one.format)
    if one.language:
        _add(_add(record, "Language"), "Code", one.language)
    return record


def _add(parent, tag, value=None):
    element = etree.SubElement(parent, tag)
    if value is not None:
        element.text = str(value)
    return element


def _add_known(parent, tag, value):
    if value not in (None, ""):
        _add(parent, tag, value)
