"""Every read of money that other packages need."""

from athar.finance.queries.commitments import (
    AgreementView,
    AmendmentView,
    CommitmentMoney,
    ExecutionView,
    agreements_of,
    executions_stated_in,
    funding_of,
    money_of,
)
from athar.finance.queries.funding import Funding, FundingLineView, Share
from athar.finance.queries.plans import PlanMoney, plan_money

__all__ = [
    "AgreementView",
    "AmendmentView",
    "CommitmentMoney",
    "ExecutionView",
    "Funding",
    "FundingLineView",
    "PlanMoney",
    "Share",
    "agreements_of",
    "executions_stated_in",
    "funding_of",
    "money_of",
    "plan_money",
]
