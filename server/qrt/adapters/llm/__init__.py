"""Models that others run, by the two wire protocols that nearly all of them speak. Text in, text out: what an answer is worth the core decides."""

from qrt.adapters.llm.provider import Provider, Reply, provider_of, send_question

__all__ = ["Provider", "Reply", "provider_of", "send_question"]
