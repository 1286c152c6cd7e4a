"""Delivery reports of mail servers (RFC 3464): whose address does not work any more."""

from email import message_from_bytes, policy


def lasting_failures(report):
    """Addresses of the report's bytes that failed for good (status 5.x.x); passing ones are not."""
    message = message_from_bytes(report, policy=policy.default)
    addresses = []
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload():
            status, who = str(block.get("Status", "")), str(block.get("Final-Recipient", ""))
            if status.startswith("5") and ";" in who:
                addresses.append(who.partition(";")[2].strip().lower())
    return addresses
