"""Every read of money that other packages need."""

from athar.finance.queries.changes import MoneyChanges, money_changes
from athar.finance.queries.commitments import (
    AgreementView,
    AmendmentView,
    CommitmentMoney,
    ExecutionView,
    executions_stated_in,
    money_of,
)
from athar.finance.queries.funding import Funding, FundingLineView, Share
from athar.finance.queries.past import MoneyThen, last_agreements, last_funding, money_then
from athar.finance.queries.published import published_agreements
from athar.finance.queries.stated import (
    agreement_drafts,
    funding_drafts,
    stated_agreements,
    stated_funding,
)
from athar.finance.queries.streams import (
    AgreementOfPlan,
    FundingCodes,
    agreement_slice,
    funding_slice,
)

__all__ = [
    "AgreementOfPlan",
    "AgreementView",
    "AmendmentView",
    "CommitmentMoney",
    "ExecutionView",
    "Funding",
    "FundingCodes",
    "FundingLineView",
    "MoneyChanges",
    "MoneyThen",
    "Share",
    "agreement_drafts",
    "agreement_slice",
    "executions_stated_in",
    "funding_drafts",
    "funding_slice",
    "last_agreements",
    "last_funding",
    "money_changes",
    "money_of",
    "money_then",
    "published_agreements",
    "stated_agreements",
    "stated_funding",
]
