/**
 * The labels by which berth knows its own containers, networks and volumes.
 * Whatever lacks `berth.dev/managed` is the user's and is never touched.
 */

/** Set by the kubelet too, so other tools know them. */
export const POD_NAMESPACE = 'io.kubernetes.pod.namespace';
export const POD_NAME = 'io.kubernetes.pod.name';
export const POD_UID = 'io.kubernetes.pod.uid';
export const CONTAINER_NAME = 'io.kubernetes.container.name';

export const MANAGED = 'berth.dev/managed';
/** `Deployment/web`: the workload that the pod belongs to, in the pod's namespace. */
export const OWNER = 'berth.dev/owner';
/** The hash of the pod template that the pod was made from. */
export const REVISION_HASH = 'berth.dev/revision-hash';
export const POD_LABELS = 'berth.dev/pod-labels';
export const POD_ANNOTATIONS = 'berth.dev/pod-annotations';
export const POD_SPEC = 'berth.dev/pod-spec';
/** What a container is given to do before it is asked to end, as lines for the shell of the tools. */
export const PRE_STOP = 'berth.dev/pre-stop';
/** Which version of ConfigMaps and Secrets the pod was made with, where it has files of them. */
export const CONFIG_VERSION = 'berth.dev/config-version';

/** On the containers of a pod that has several. What is said of the pod as a whole its sandbox says. */
export const SANDBOXED = 'berth.dev/sandboxed';
/** As the kubelet calls the container that holds a pod's network. No container of a manifest can have this name. */
export const SANDBOX_CONTAINER = 'POD';

/** The volume of a pod that a volume of the engine is, beside the labels that name the pod. */
export const POD_VOLUME = 'berth.dev/pod-volume';
/** `default/data`: the claim that a volume is for. */
export const CLAIM = 'berth.dev/claim';

/** `default/web`: the Service that a proxy is for. */
export const SERVICE = 'berth.dev/service';
export const HOST_PORTS = 'berth.dev/host-ports';
export const HOST_ADDRESS = 'berth.dev/host-address';
/** Of those, the ones that could not be had, and who held them. */
export const REFUSED_PORTS = 'berth.dev/refused-ports';

/** `default/web-b5dz9-x2x4q`: the pod whose network a container is in to make connections there. */
export const TUNNEL = 'berth.dev/tunnel';

/** The uid of the pod that a debugging container looks at, or `node`. */
export const DEBUGGER = 'berth.dev/debugger';

/** Kubernetes puts the hash among the labels of the pod itself; selectors of users rely on it. */
export const POD_TEMPLATE_HASH = 'pod-template-hash';

/** On the node: `true` lets pods wait whose requests do not fit. */
export const ENFORCE_REQUESTS = 'berth.dev/enforce-requests';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
export const CHANGE_CAUSE = 'kubernetes.io/change-cause';
export const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
export const DEPLOYMENT_REVISION = 'deployment.kubernetes.io/revision';
