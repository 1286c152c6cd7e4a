"""Invented trainings: a few a year at each center, with people of its clients on the list."""

from datetime import timedelta

from clients.demo.chances import maybe
from clients.models import Attendance, ClientContact, Topic, Training

A_YEAR = 6
PEOPLE = (8, 25)
MOST_KNOWN = 200  # people of a center from whom the lists are drawn
TITLES = {
    "es": {
        Topic.FINANCE: "Cómo fijar precios",
        Topic.MARKETING: "Vender por redes sociales",
        Topic.FORMALIZATION: "Pasos para formalizar la empresa",
        Topic.DIGITAL: "Cobrar con el teléfono",
        Topic.CREDIT: "Preparar una solicitud de crédito",
    },
    "en": {
        Topic.FINANCE: "How to set prices",
        Topic.MARKETING: "Selling on social networks",
        Topic.FORMALIZATION: "Steps to register the business",
        Topic.DIGITAL: "Being paid by phone",
        Topic.CREDIT: "Preparing a loan application",
    },
}
MODES = {"in_person": 70, "online": 20, "hybrid": 10}


def make_trainings(random, places, start, today):
    """Stores the trainings of all places between two days; returns how many."""
    made = []
    for place in places:
        made += _of_place(random, place, start, today)
    Training.objects.bulk_create(made, batch_size=500)
    lists = [row for training in made for row in _list(random, training)]
    Attendance.objects.bulk_create(lists, batch_size=1000)
    return len(made)


def _of_place(random, place, start, today):
    days = (today - start).days
    people = list(_people(place))
    for _number in range(A_YEAR * days // 365 if people else 0):
        topic, title = random.choice(list(TITLES[place.language].items()))
        training = Training(
            center=place.center,
            country=place.center.country,
            title=title,
            held_on=start + timedelta(days=random.randrange(days)),
            minutes=random.choice((90, 120, 180, 240)),
            topic=topic,
            mode=random.choices(list(MODES), list(MODES.values()))[0],
            capacity=random.choice((None, 20, 25, 30)),
            funder=maybe(random, 0.6, random.choice(place.funders)),
            recorded_by=random.choice(place.advisors),
        )
        training.wanted = random.sample(people, min(len(people), random.randint(*PEOPLE)))
        yield training


def _people(place):
    links = ClientContact.objects.filter(
        client__center=place.center, role=ClientContact.Role.FIRST_CONTACT
    )
    return links.order_by("pk").values_list("contact", flat=True)[:MOST_KNOWN]


def _list(random, training):
    for contact in training.wanted:
        yield Attendance(training=training, contact_id=contact, present=random.random() < 0.85)
