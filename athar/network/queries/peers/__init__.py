"""What may be read of questions among peers: the public ones, and those within the network."""

from athar.network.queries.peers.questions import (
    AnswerView,
    QuestionFilter,
    QuestionView,
    RouteView,
    kept_notes,
    network_question,
    network_questions,
    public_question,
    public_questions,
    question_slice,
    questions_waiting_for,
)
from athar.network.queries.peers.routing import peers_in

__all__ = [
    "AnswerView",
    "QuestionFilter",
    "QuestionView",
    "RouteView",
    "kept_notes",
    "network_question",
    "network_questions",
    "peers_in",
    "public_question",
    "public_questions",
    "question_slice",
    "questions_waiting_for",
]
