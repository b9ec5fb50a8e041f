"""From bytes of unknown kind to a report: questions, answers, rules, verdict."""
