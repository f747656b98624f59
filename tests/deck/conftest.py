"""The sample city's meeting of December 2023, built once for all tests of slides."""

from datetime import date

import pytest

from cityreport import pipeline
from cityreport.report import deck as decks
from cityreport.store import Store


@pytest.fixture(scope="session")
def store(sample_city):
    opened = Store.open(f"sqlite:///{sample_city / 'store' / 'cityreport.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def evaluation(store):
    return pipeline.evaluate(store, 2023)


@pytest.fixture(scope="session")
def meeting(store, evaluation):
    return decks.gather(store, evaluation, 12, date(2024, 1, 8))


@pytest.fixture(scope="session")
def made(store, meeting):
    return decks.deck(meeting, decks.standard_agenda(meeting), decks.sources_in(store))
