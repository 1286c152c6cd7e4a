"""Writing the search index: which words an item is found by, and how much each weighs."""

from cooperation.models import SearchPosting, SearchWord
from cooperation.words import words_of

TITLE, SUMMARY, FACT, BODY = 8, 4, 3, 1


def weighed_words(item):
    """{word: weight} over all languages of the item; a word counts at its best place."""
    weights = {}
    parts = [(FACT, item.institution), (FACT, item.country.name if item.country else "")]
    for row in item.theme_rows.all():
        parts += [(FACT, words) for words in THEME_WORDS.get(row.theme, {}).values()]
    for text in item.texts.all():
        parts += [(TITLE, text.title), (SUMMARY, text.summary)]
        parts += [(BODY, getattr(text, name)) for name in text.BODY]
    for weight, text in parts:
        for word in words_of(text):
            weights[word] = max(weight, weights.get(word, 0))
    return weights


def index_item(item):
    """Replaces the item's rows in the index."""
    index_items([item])


def index_items(items):
    """Replaces the rows of many items with few statements (loading, re-indexing)."""
    weights = {item.pk: weighed_words(item) for item in items}
    SearchPosting.objects.filter(item__in=weights).delete()
    wanted = {word for words in weights.values() for word in words}
    known = _known(wanted)
    SearchWord.objects.bulk_create(
        [SearchWord(word=word) for word in sorted(wanted - known.keys())],
        ignore_conflicts=True,
        batch_size=2000,
    )
    known = _known(wanted)
    SearchPosting.objects.bulk_create(
        (
            SearchPosting(item_id=item, word_id=known[word], weight=weight)
            for item, words in weights.items()
            for word, weight in words.items()
        ),
        batch_size=5000,
    )


def _known(words):
    words, found = sorted(words), {}
    for start in range(0, len(words), 500):
        part = SearchWord.objects.filter(word__in=words[start : start + 500])
        found.update(part.values_list("word", "pk"))
    return found


# A theme is found by its name in each language, whatever language the texts are in.
THEME_WORDS = {
    "finance": {
        "es": "financiamiento crédito",
        "en": "finance credit",
        "fr": "financement crédit",
        "pt-br": "financiamento crédito",
    },
    "innovation": {
        "es": "innovación tecnología",
        "en": "innovation technology",
        "fr": "innovation technologie",
        "pt-br": "inovação tecnologia",
    },
    "digital": {
        "es": "digitalización",
        "en": "digitalization digital",
        "fr": "numérique",
        "pt-br": "digitalização",
    },
    "export": {
        "es": "exportación internacionalización",
        "en": "export internationalization",
        "fr": "exportation internationalisation",
        "pt-br": "exportação internacionalização",
    },
    "formalization": {
        "es": "formalización trámites",
        "en": "formalization procedures",
        "fr": "formalisation formalités",
        "pt-br": "formalização procedimentos",
    },
    "women": {"es": "mujeres", "en": "women", "fr": "femmes", "pt-br": "mulheres"},
    "youth": {
        "es": "jóvenes juventud",
        "en": "youth young",
        "fr": "jeunes jeunesse",
        "pt-br": "jovens juventude",
    },
    "rural": {
        "es": "rural territorio",
        "en": "rural territory",
        "fr": "rural territoire",
        "pt-br": "rural território",
    },
    "procurement": {
        "es": "compras públicas",
        "en": "public procurement",
        "fr": "marchés publics",
        "pt-br": "compras públicas",
    },
    "value_chains": {
        "es": "cadenas de valor",
        "en": "value chains clusters",
        "fr": "chaînes de valeur",
        "pt-br": "cadeias de valor",
    },
    "skills": {
        "es": "capacitación",
        "en": "skills training",
        "fr": "compétences formation",
        "pt-br": "capacitação",
    },
    "green": {
        "es": "economía verde circular",
        "en": "green circular economy",
        "fr": "économie verte circulaire",
        "pt-br": "economia verde circular",
    },
    "resilience": {
        "es": "resiliencia desastres",
        "en": "resilience disasters",
        "fr": "résilience catastrophes",
        "pt-br": "resiliência desastres",
    },
    "centers": {
        "es": "centros de desarrollo empresarial",
        "en": "small business development centers",
        "fr": "centres de développement des petites entreprises",
        "pt-br": "centros de desenvolvimento de pequenos negócios",
    },
    "measurement": {
        "es": "medición datos",
        "en": "measurement data",
        "fr": "mesure données",
        "pt-br": "medição dados",
    },
}
