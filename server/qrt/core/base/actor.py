"""Who does a thing. Approval and sign-off take a `Person`, so that an agent cannot even be passed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in human. `id` is the user's id, `roles` the names of docs/glossary.md."""

    id: str
    name: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Agent:
    """A named agent ("JournalBot") in one version of its implementation."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class System:
    """The platform itself, by the name of a job or a rule."""

    name: str


Actor = Person | Agent | System


def actor_text(actor: Actor) -> str:
    """ "person:<id>", "agent:JournalBot/1", "system:reaper": how the trail names an actor."""
    match actor:
        case Person(id=identity):
            return f"person:{identity}"
        case Agent(name=name, version=version):
            return f"agent:{name}/{version}"
        case System(name=name):
            return f"system:{name}"
