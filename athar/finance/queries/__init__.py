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

__all__ = [
    "AgreementView",
    "AmendmentView",
    "CommitmentMoney",
    "ExecutionView",
    "Funding",
    "FundingLineView",
    "Share",
    "executions_stated_in",
    "money_of",
]
