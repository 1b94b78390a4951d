"""The manifests: every part runs as compose runs it, survives the loss of a node, keeps nothing on a local
disk, and names only what is there.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import resolve

from iro_portal import gunicorn

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "kubernetes"
KINDS = {
    "Namespace": "v1",
    "ServiceAccount": "v1",
    "ConfigMap": "v1",
    "Service": "v1",
    "Deployment": "apps/v1",
    "StatefulSet": "apps/v1",
    "Job": "batch/v1",
    "PodDisruptionBudget": "policy/v1",
    "HorizontalPodAutoscaler": "autoscaling/v2",
    "NetworkPolicy": "networking.k8s.io/v1",
    "Ingress": "networking.k8s.io/v1",
}
DEPLOYMENT = {"replicas", "revisionHistoryLimit", "selector", "strategy", "template"}
STATEFUL = {
    "serviceName",
    "replicas",
    "podManagementPolicy",
    "revisionHistoryLimit",
    "selector",
    "template",
    "volumeClaimTemplates",
}
JOB = {"backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished", "template"}
POD = {
    "serviceAccountName",
    "automountServiceAccountToken",
    "enableServiceLinks",
    "terminationGracePeriodSeconds",
    "topologySpreadConstraints",
    "securityContext",
    "containers",
    "initContainers",
    "restartPolicy",
    "volumes",
}
PROBES = {"startupProbe", "livenessProbe", "readinessProbe"}
PROBE = {"httpGet", "exec", "initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold"}
CONTAINER = {
    "name",
    "image",
    "command",
    "env",
    "envFrom",
    "ports",
    "lifecycle",
    "resources",
    "securityContext",
    "volumeMounts",
    *PROBES,
}
SECRETS = {"SECRET_KEY", "SECRET_KEY_FALLBACKS", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "METRICS_TOKEN"}
SCANNER = "clamav"
OF_ONE_MACHINE = {"FEED_FOLDER", "BREACHED_PASSWORDS"}  # places on its disk


def objects() -> list[dict[str, Any]]:
    """Every object of the two kustomizations, in the order in which they are named."""
    found = []
    for folder in (FOLDER, FOLDER / "migrate"):
        names = yaml.safe_load((folder / "kustomization.yaml").read_text())["resources"]
        there = {path.name for path in folder.glob("*.yaml")} - {"kustomization.yaml"}
        assert set(names) == there, "a manifest that nothing names, or a name without one"
        for name in names:
            found += list(yaml.safe_load_all((folder / name).read_text()))
    return found


OBJECTS = objects()


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one for one in OBJECTS if one["kind"] == kind}


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in ("Deployment", "StatefulSet", "Job"):
        for name, one in of_kind(kind).items():
            yield name, one["spec"]["template"]["spec"]


def containers() -> Iterator[tuple[str, dict[str, Any]]]:
    for _, pod in pods():
        for container in (*pod.get("initContainers", ()), *pod["containers"]):
            yield container["name"], container


def of_the_portal() -> Iterator[tuple[str, dict[str, Any]]]:
    return ((name, container) for name, container in containers() if name != SCANNER)


def labels_of(deployment: dict[str, Any]) -> dict[str, str]:
    return dict(deployment["spec"]["template"]["metadata"]["labels"])


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"])


def test_objects_are_of_known_kinds_with_names_of_their_own() -> None:
    for one in OBJECTS:
        assert KINDS[one["kind"]] == one["apiVersion"], one["metadata"]
    names = [(one["kind"], one["metadata"]["name"]) for one in OBJECTS]
    assert len(names) == len(set(names))
    assert set(of_kind("Deployment")) == {"web", "worker", "beat"}
    assert set(of_kind("StatefulSet")) == {SCANNER}
    assert "Secret" not in {one["kind"] for one in OBJECTS}, "secrets are no part of the project"


def test_no_key_is_misspelt() -> None:
    for name, one in of_kind("Deployment").items():
        assert set(one["spec"]) <= DEPLOYMENT, name
    for name, one in of_kind("Job").items():
        assert set(one["spec"]) <= JOB, name
    for name, one in of_kind("StatefulSet").items():
        assert set(one["spec"]) <= STATEFUL, name
    for name, pod in pods():
        assert set(pod) <= POD, name
    for name, container in containers():
        assert set(container) <= CONTAINER, name
        for probe in PROBES & set(container):
            assert set(container[probe]) <= PROBE, (name, probe)


def test_each_part_runs_as_compose_runs_it(compose: dict[str, Any]) -> None:
    for name, container in of_the_portal():
        assert container["command"] == compose[name]["command"], name
        assert container["image"] == "iro-portal"


def test_everything_that_compose_sets_is_set(compose: dict[str, Any]) -> None:
    config = set(of_kind("ConfigMap")["iro-portal"]["data"])
    expected = set(compose["web"]["environment"]) - OF_ONE_MACHINE
    assert config | SECRETS == expected | {"WEB_WORKERS", "WEB_THREADS"}
    assert not config & SECRETS
    told = (FOLDER / "config.yaml").read_text()
    for name in SECRETS | {"APP_DB_PASSWORD", "ANALYST_DB_PASSWORD"}:
        assert name in told, f"nobody is told to make the secret {name}"
    for name, container in of_the_portal():
        wanted = ["iro-portal"] + (["iro-portal-owner"] if name in ("migrate", "roles") else [])
        assert [e["secretRef"]["name"] for e in container["envFrom"] if "secretRef" in e] == wanted, name


def test_tables_come_before_the_rights_on_them() -> None:
    pod = of_kind("Job")["migrate"]["spec"]["template"]["spec"]
    assert [c["name"] for c in (*pod["initContainers"], *pod["containers"])] == ["migrate", "roles"]


def test_pods_may_nothing_they_do_not_need() -> None:
    for name, pod in pods():
        assert pod["automountServiceAccountToken"] is False, name
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        if name != SCANNER:
            assert f"--uid {pod['securityContext']['runAsUser']}" in (ROOT / "Dockerfile").read_text()
    for name, container in containers():
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }, name
        assert container["resources"]["limits"]["memory"] and container["resources"]["requests"]["cpu"]
    enforced = of_kind("Namespace")["iro-portal"]["metadata"]["labels"]
    assert enforced["pod-security.kubernetes.io/enforce"] == "restricted"


def test_nothing_is_kept_on_a_local_disk() -> None:
    for name, pod in pods():
        for volume in pod.get("volumes", ()):
            if "configMap" in volume:
                assert volume["configMap"]["name"] in of_kind("ConfigMap")
                continue
            assert set(volume) == {"name", "emptyDir"} and volume["emptyDir"]["medium"] == "Memory", name
            assert volume["emptyDir"]["sizeLimit"]


def test_the_loss_of_one_node_leaves_one_of_each_that_serves() -> None:
    deployments, budgets = of_kind("Deployment"), of_kind("PodDisruptionBudget")
    deployments |= of_kind("StatefulSet")
    assert set(budgets) == {"web", "worker", SCANNER}
    for name, budget in budgets.items():
        found = deployments[name]
        assert budget["spec"]["selector"]["matchLabels"] == labels_of(found)
        assert 1 <= budget["spec"]["minAvailable"] < found["spec"]["replicas"], "no node could be drained"
    assert deployments["web"]["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert deployments["beat"]["spec"]["replicas"] == 1
    scaler = of_kind("HorizontalPodAutoscaler")["web"]["spec"]
    assert scaler["scaleTargetRef"] == {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}
    assert scaler["minReplicas"] == deployments["web"]["spec"]["replicas"] < scaler["maxReplicas"]


def test_what_names_a_part_names_one_that_is_there() -> None:
    for name, one in of_kind("Deployment").items():
        assert one["spec"]["selector"]["matchLabels"] == labels_of(one), name
    service, web = of_kind("Service")["web"]["spec"], of_kind("Deployment")["web"]
    assert service["selector"] == labels_of(web)
    ports = {p["name"]: p["containerPort"] for p in web["spec"]["template"]["spec"]["containers"][0]["ports"]}
    assert [p["targetPort"] for p in service["ports"]] == list(ports)
    assert gunicorn.bind.endswith(f":{ports['http']}")
    ingress = of_kind("Ingress")["web"]["spec"]
    (rule,) = ingress["rules"]
    assert rule["http"]["paths"][0]["backend"] == {"service": {"name": "web", "port": {"name": "http"}}}
    assert ingress["tls"][0]["hosts"] == [rule["host"]]
    assert of_kind("ConfigMap")["iro-portal"]["data"]["ALLOWED_HOSTS"] == rule["host"]
    reached = of_kind("NetworkPolicy")["reached-by"]["spec"]
    assert reached["ingress"][0]["ports"] == [{"protocol": "TCP", "port": ports["http"]}]


def test_pods_speak_to_what_the_portal_needs_and_not_to_the_cloud_itself() -> None:
    policy = of_kind("NetworkPolicy")["speaks-to"]["spec"]
    others_than = {"key": "app.kubernetes.io/component", "operator": "NotIn", "values": [SCANNER]}
    assert policy["podSelector"] == {"matchExpressions": [others_than]}
    assert policy["policyTypes"] == ["Egress"]
    names, others, scanner = policy["egress"]
    assert {port["port"] for port in names["ports"]} == {53}
    database, redis, mail, providers = {5432}, {6379}, {25, 465, 587}, {443}
    assert {port["port"] for port in others["ports"]} == database | redis | mail | providers
    labels = labels_of(of_kind("StatefulSet")[SCANNER])
    assert scanner["to"] == [{"podSelector": {"matchLabels": labels}}]
    assert scanner["ports"] == [{"protocol": "TCP", "port": 3310}]
    # where a cloud hands the keys of a machine to whoever asks
    assert all(one["ipBlock"]["except"] == ["169.254.0.0/16"] for one in others["to"])


def test_probes_ask_what_the_portal_answers() -> None:
    web = dict(containers())["web"]
    assert set(web) >= PROBES
    for probe in PROBES:
        assert resolve(web[probe]["httpGet"]["path"]).view_name in ("accounts:live", "accounts:ready")
    # a database that is away must not have every process started anew
    assert web["livenessProbe"]["httpGet"]["path"] == "/health/live"
    assert web["readinessProbe"]["httpGet"]["path"] == "/health/ready"
    assert "livenessProbe" in dict(containers())["worker"]


def test_a_part_that_is_stopped_has_time_to_end_its_work() -> None:
    pod = of_kind("Deployment")["web"]["spec"]["template"]["spec"]
    pause = int(pod["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pod["terminationGracePeriodSeconds"] > pause + gunicorn.graceful_timeout


def test_the_scanner_is_that_of_compose_and_the_portal_asks_it() -> None:
    shipped = dict(yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"])[SCANNER]
    one = of_kind("StatefulSet")[SCANNER]
    (container,) = one["spec"]["template"]["spec"]["containers"]
    assert container["image"] == shipped["image"] and container["command"] == shipped["entrypoint"]
    assert set(container) >= PROBES
    context = one["spec"]["template"]["spec"]["securityContext"]
    assert f"{context['runAsUser']}:{context['runAsGroup']}" == shipped["user"]
    assert context["fsGroup"] == context["runAsGroup"], "it could not write its signatures"
    service = of_kind("Service")[one["spec"]["serviceName"]]
    (port,) = service["spec"]["ports"]
    assert service["spec"]["selector"] == labels_of(one)
    assert of_kind("ConfigMap")["iro-portal"]["data"]["CLAMAV"] == f"{SCANNER}:{port['port']}"
    assert [(p["name"], p["containerPort"]) for p in container["ports"]] == [(port["targetPort"], 3310)]


def test_the_scanner_is_set_as_with_compose() -> None:
    there = of_kind("ConfigMap")[SCANNER]["data"]
    assert there == {name: (ROOT / "deploy" / SCANNER / name).read_text() for name in there}
    assert set(there) == {"clamd.conf", "freshclam.conf"}


def test_the_scanner_keeps_signatures_and_reaches_those_who_publish_them() -> None:
    one = of_kind("StatefulSet")[SCANNER]["spec"]
    (claim,) = one["volumeClaimTemplates"]
    mounts = {m["name"]: m["mountPath"] for m in one["template"]["spec"]["containers"][0]["volumeMounts"]}
    assert mounts[claim["metadata"]["name"]] == "/var/lib/clamav"
    policy = of_kind("NetworkPolicy")["scanner"]["spec"]
    assert policy["podSelector"]["matchLabels"] == labels_of(of_kind("StatefulSet")[SCANNER])
    (asked,) = policy["ingress"]
    assert asked["from"][0]["podSelector"]["matchExpressions"][0]["values"] == ["web", "worker"]
    names, publishers = policy["egress"]
    assert {port["port"] for port in names["ports"]} == {53}
    assert publishers["ports"] == [{"protocol": "TCP", "port": 443}]
    assert publishers["to"][0]["ipBlock"]["except"] == ["169.254.0.0/16"]
