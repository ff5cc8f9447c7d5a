"""What was released before, as the pipeline and the bucket of pages know it."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mypy_boto3_codepipeline import CodePipelineClient
    from mypy_boto3_s3 import S3Client


class History:
    """The last execution of a pipeline that came to its end, and what was said of it.

    Parameters
    ----------
    pipeline
        Its name.
    bucket
        Where pages are kept.
    codepipeline, s3
        AWS.
    """

    def __init__(
        self, *, pipeline: str, bucket: str, codepipeline: "CodePipelineClient", s3: "S3Client"
    ) -> None:
        self._pipeline = pipeline
        self._bucket = bucket
        self._codepipeline = codepipeline
        self._s3 = s3

    def last_commit(self) -> str | None:
        """Give the commit of the last execution that succeeded."""
        pages = self._codepipeline.get_paginator("list_pipeline_executions").paginate(
            pipelineName=self._pipeline
        )
        for page in pages:
            for execution in page["pipelineExecutionSummaries"]:
                if execution["status"] == "Succeeded":
                    return next((each["revisionId"] for each in execution["sourceRevisions"]), None)
        return None

    def is_entering(self, stages: "Collection[str]") -> bool:
        """Say whether another version is in one of these stages, or about to enter one.

        Parameters
        ----------
        stages
            Names of stages that come after the one that asks.
        """
        states = self._codepipeline.get_pipeline_state(name=self._pipeline)["stageStates"]
        return any(
            state.get("latestExecution", {}).get("status") == "InProgress" or state.get("inboundExecutions")
            for state in states
            if state["stageName"] in stages
        )

    def acknowledged(self, commit: str) -> frozenset[str] | None:
        """Give the findings that a commit said do not apply; None where nothing is known of it."""
        try:
            content = self._s3.get_object(Bucket=self._bucket, Key=_key(commit))["Body"].read()
        except self._s3.exceptions.NoSuchKey:
            return None
        return frozenset(json.loads(content))

    def keep(self, commit: str, acknowledged: "Iterable[str]") -> None:
        """Keep what a commit says."""
        body = json.dumps(sorted(acknowledged)).encode()
        self._s3.put_object(Bucket=self._bucket, Key=_key(commit), Body=body, ContentType="application/json")

    def publish(self, key: str, page: str) -> None:
        """Keep a page."""
        self._s3.put_object(
            Bucket=self._bucket, Key=key, Body=page.encode(), ContentType="text/html; charset=utf-8"
        )


def _key(commit: str) -> str:
    return f"acknowledged/{commit}.json"
