"""Every write of finance: funding, agreements, and what was committed and paid."""

from athar.finance.actions.agreements import put_agreements
from athar.finance.actions.execution import state_execution, withdraw_execution
from athar.finance.actions.funding import put_funding

__all__ = ["put_agreements", "put_funding", "state_execution", "withdraw_execution"]
