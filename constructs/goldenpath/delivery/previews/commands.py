"""What a pull request's build runs."""

from collections.abc import Sequence

from goldenpath.delivery.pipeline.check import Check
from goldenpath.delivery.pipeline.workshop import CDK
from goldenpath.delivery.previews.names import EXPIRES_TAG, NUMBER_TAG, PREFIX

# A host's webhook says `pr/12`, or `mr/12`; an event of CodeCommit's gives the number itself.
_NUMBER = 'number="${PULL_REQUEST:-${CODEBUILD_WEBHOOK_TRIGGER#*/}}"'
_OVER = (
    'case "${CODEBUILD_WEBHOOK_EVENT:-}${PULL_REQUEST_STATUS:-}" in '
    "*CLOSED|*MERGED|*Closed) over=1;; *) over=;; esac"
)
_STACKS = f"'{PREFIX}'\"$number\"'/*' --context preview=\"$number\""


def commands(checks: Sequence[Check], *, preview_hours: int) -> list[str]:
    """Check the code and show it, or take the preview away when the pull request is over.

    Parameters
    ----------
    checks
        What the code has to pass before it is shown.
    preview_hours
        How long a preview lives without a new push; none is made for 0.
    """
    checking = [f'[ -n "$over" ] || {{ {command}; }}' for check in checks for command in check.commands]
    if not preview_hours:
        return [_OVER, *checking]
    expires = f'$(date --utc --date "+{preview_hours} hours" +%s)'
    return [
        _NUMBER,
        _OVER,
        *checking,
        (
            f'[ -n "$over" ] || {CDK} deploy {_STACKS} --require-approval never --progress events '
            f'--concurrency 4 --outputs-file outputs.json --tags "{NUMBER_TAG}=$number" '
            f'--tags "{EXPIRES_TAG}={expires}"'
        ),
        '[ -n "$over" ] || cat outputs.json',
        f'[ -z "$over" ] || {CDK} destroy {_STACKS} --force',
    ]
