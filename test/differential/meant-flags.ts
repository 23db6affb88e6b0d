/** Where berth has not what kubectl's help lists, and why. */

const noSubresources =
  'Status is derived and never stored, and `scale` sets replicas: objects have one form.';
const noRequests = 'There is no API server to send a request to; `get --raw` reads what has an answer.';
const ownLines = 'Files have the line endings of the machine that the editor runs on.';
const noTemplates = 'Nothing is edited in the form of a template.';
const noManagers = 'Who changed a field is not recorded.';
const ofKustomize = 'It is for kustomize itself, which builds the kustomization: call it with this flag.';
const noFiles =
  'What `run` makes, it makes of its other flags; kubectl carries these along for --rm and reads no file.';
const ofDocker = 'Contexts are those of docker: `docker context` makes, renames and removes them.';
const oneMachine = 'There is one machine, and taking its pods away is `scale --replicas=0`.';

/** `COMMAND --FLAG`, or `--FLAG` for all commands. */
export const otherFlags: Readonly<Record<string, string>> = {
  '--raw': noRequests,
  '--subresource': noSubresources,
  '--windows-line-endings': ownLines,
  'create --edit': '`create --dry-run=client -o yaml` writes what an editor can open.',
  'get --output-watch-events': 'What is watched is shown as it is then; `events -w` says what happens.',
  'run --cascade': noFiles,
  'run --filename': noFiles,
  'run --force': noFiles,
  'run --kustomize': noFiles,
  'run --recursive': noFiles,
  'edit --allow-missing-template-keys': noTemplates,
  'edit --output-patch': 'berth stores whole objects: there is no patch to print.',
  'edit --show-managed-fields': noManagers,
  'edit --template': noTemplates,
  'apply edit-last-applied --allow-missing-template-keys': noTemplates,
  'apply edit-last-applied --show-managed-fields': noManagers,
  'apply edit-last-applied --template': noTemplates,
  'debug --custom': 'A copy is a pod: what else it needs, a manifest says.',
  'debug --filename': 'What is debugged runs, and is named by its type and name.',
  'kustomize --as-current-user': ofKustomize,
  'kustomize --enable-alpha-plugins': ofKustomize,
  'kustomize --env': ofKustomize,
  'kustomize --helm-api-versions': ofKustomize,
  'kustomize --helm-command': ofKustomize,
  'kustomize --helm-debug': ofKustomize,
  'kustomize --helm-kube-version': ofKustomize,
  'kustomize --mount': ofKustomize,
  'kustomize --network': ofKustomize,
  'kustomize --network-name': ofKustomize,
  'wait --local': 'Objects of files alone never change.',
  'config set-context --cluster': ofDocker,
  'config set-context --user': ofDocker,
};

export const otherCommands: Readonly<Record<string, string>> = {
  'auth reconcile': 'Roles are stored and grant nothing: whoever reaches the Docker daemon may do all.',
  certificate: 'Nobody asks berth to sign certificates.',
  'cluster-info dump': '`get -A -o yaml`, `events -A` and `logs` say the same.',
  'config delete-cluster': ofDocker,
  'config delete-context': ofDocker,
  'config delete-user': ofDocker,
  'config get-users': ofDocker,
  'config rename-context': ofDocker,
  'config set': ofDocker,
  'config set-cluster': ofDocker,
  'config set-credentials': ofDocker,
  'config unset': ofDocker,
  cordon: oneMachine,
  'create priorityclass': 'Pods have no priorities on one machine.',
  'create token': 'There is no API server that would ask for a token.',
  drain: oneMachine,
  proxy: noRequests,
  taint: oneMachine,
  uncordon: oneMachine,
};

const bringsAbout = 'berth brings the change about and waits for it; --wait=false only stores it.';

export const otherDefaults: Readonly<Record<string, string>> = {
  '--field-manager': 'Who changed a field is not recorded; the name of its writer is berth.',
  'apply --wait': bringsAbout,
  'replace --wait': bringsAbout,
  'run --wait': bringsAbout,
  'create clusterrole --aggregation-rule':
    "It may be repeated, so help shows a list; kubectl's shows nothing.",
  'config set-context --namespace': 'It is the -n of all commands.',
  'debug --attach': 'A debugging container that nobody joins is gone unseen, so berth shows what it says.',
};
