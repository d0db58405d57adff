"""Models that others run, by the wire protocols that nearly all of them speak. Text in, text out: what an answer is worth the core decides."""

from qrt.adapters.llm.provider import Provider, Terms, provider_of, send_question
from qrt.adapters.llm.wires import Reply

__all__ = ["Provider", "Reply", "Terms", "provider_of", "send_question"]
