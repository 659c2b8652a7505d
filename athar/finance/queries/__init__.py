"""Every read of money that other packages need."""

from athar.finance.queries.commitments import (
    AgreementView,
    AmendmentView,
    CommitmentMoney,
    ExecutionView,
    executions_stated_in,
    money_of,
)
from athar.finance.queries.funding import Funding, FundingLineView, Share
from athar.finance.queries.stated import (
    agreement_drafts,
    funding_drafts,
    stated_agreements,
    stated_funding,
)

__all__ = [
    "AgreementView",
    "AmendmentView",
    "CommitmentMoney",
    "ExecutionView",
    "Funding",
    "FundingLineView",
    "Share",
    "agreement_drafts",
    "executions_stated_in",
    "funding_drafts",
    "money_of",
    "stated_agreements",
    "stated_funding",
]
