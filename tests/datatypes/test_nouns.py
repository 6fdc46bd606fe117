"""Nouns have the article and the number that a sentence asks for, whatever a document calls them."""

from __future__ import annotations

import pytest

from syncproof.datatypes.nouns import one_of, one_record, records, with_article, within


@pytest.mark.parametrize(
    ("noun", "article"),
    [
        ("employee", "an"),
        ("order", "an"),
        ("hour", "an"),
        ("unit", "a"),
        ("user", "a"),
        ("contact", "a"),
        ("EU id", "an"),
        ("Euro amount", "a"),
        ("one-time fee", "a"),
        ("uninvoiced order", "an"),
        ("uncle", "an"),
        ("URL", "a"),
        ("SMS", "an"),
        ("HR file", "an"),
        ("SMSMessage", "an"),
        ("CRM note", "a"),
        ("NOTE", "a"),
        ("ORDER", "an"),
        ("8D report", "an"),
        ("Note", "a"),
    ],
)
def test_a_noun_has_its_article(noun: str, article: str) -> None:
    assert with_article(noun) == f"{article} {noun}"


@pytest.mark.parametrize(
    ("datatype", "one", "several"),
    [
        ("Contact", "Contact", "Contact records"),
        ("Members", "Members record", "Members"),
        ("Customers (human data)", "Customers (human data) record", "Customers (human data)"),
        ("order-lines", "order-lines record", "order-lines"),
        ("order_lines", "order_lines record", "order_lines"),
        ("Address", "Address", "Address records"),
        ("Addresses", "Addresses record", "Addresses"),
        ("Status", "Status", "Status records"),
        ("Statuses", "Statuses record", "Statuses"),
        ("Analysis", "Analysis", "Analysis records"),
        ("Countries", "Countries record", "Countries"),
        ("Children", "Children record", "Children"),
        ("People", "People record", "People"),
        ("Sales People", "Sales People record", "Sales People"),
        ("Data", "Data record", "Data records"),
        ("MasterData", "MasterData record", "MasterData records"),
        ("Series", "Series record", "Series records"),
        ("News", "News record", "News records"),
        ("Alias", "Alias", "Alias records"),
        ("SKUs", "SKUs record", "SKUs"),
        ("SMS", "SMS", "SMS records"),
        ("CUSTOMERS", "CUSTOMERS record", "CUSTOMERS"),
        ("ADDRESS", "ADDRESS", "ADDRESS records"),
        ("Menus", "Menus record", "Menus"),
        ("Specimen", "Specimen", "Specimen records"),
        ("Lines2", "Lines2 record", "Lines2"),
        ("s", "s", "s records"),
    ],
)
def test_a_datatype_is_one_record_or_several_whatever_the_number_of_its_name(
    datatype: str, one: str, several: str
) -> None:
    assert (one_record(datatype), records(datatype)) == (one, several)


@pytest.mark.parametrize(
    ("datatype", "said"),
    [
        ("Invoice", "an Invoice"),
        ("Lease", "a Lease"),
        ("boards", "one of the boards"),
        ("Children", "one of the Children"),
        ("Data", "one of the Data"),
    ],
)
def test_one_record_is_spoken_of_by_the_name_of_its_datatype(datatype: str, said: str) -> None:
    assert one_of(datatype) == said


def test_a_name_of_capitals_stays_a_name_within_a_sentence() -> None:
    assert [within(each) for each in ("Big Deal", "PriceList")] == ["big deal", "PriceList"]
