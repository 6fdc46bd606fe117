"""Nouns have the article and the number that a sentence asks for, whatever a document calls them."""

from __future__ import annotations

import pytest

from syncproof.stories.nouns import one_record, records, with_article, within


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
        ("Address", "Address", "Address records"),
        ("Status", "Status", "Status records"),
        ("Analysis", "Analysis", "Analysis records"),
        ("Countries", "Countries record", "Countries"),
        ("s", "s", "s records"),
    ],
)
def test_a_datatype_is_one_record_or_several_whatever_the_number_of_its_name(
    datatype: str, one: str, several: str
) -> None:
    assert (one_record(datatype), records(datatype)) == (one, several)


def test_a_name_of_capitals_stays_a_name_within_a_sentence() -> None:
    assert [within(each) for each in ("Big Deal", "PriceList")] == ["big deal", "PriceList"]
