import { compareWithKubectl, lines } from './compare.ts';
import { manifests } from './manifests.ts';

compareWithKubectl(
  'flags that there are not',
  manifests,
  lines(`
    get --zzzzzz
    describe --zzzzzz
    apply --zzzzzz
    apply view-last-applied --zzzzzz
    apply set-last-applied --zzzzzz
    delete --zzzzzz
    edit --zzzzzz
    patch --zzzzzz
    replace --zzzzzz
    scale --zzzzzz
    autoscale --zzzzzz
    expose --zzzzzz
    run --zzzzzz
    create --zzzzzz
    create deployment --zzzzzz
    create secret generic --zzzzzz
    rollout status --zzzzzz
    rollout undo --zzzzzz
    rollout history --zzzzzz
    rollout restart --zzzzzz
    set image --zzzzzz
    label --zzzzzz
    annotate --zzzzzz
    logs --zzzzzz
    exec --zzzzzz
    attach --zzzzzz
    cp --zzzzzz
    port-forward --zzzzzz
    debug --zzzzzz
    top pod --zzzzzz
    top node --zzzzzz
    wait --zzzzzz
    events --zzzzzz
    api-resources --zzzzzz
    api-versions --zzzzzz
    auth can-i --zzzzzz
    auth whoami --zzzzzz
    cluster-info --zzzzzz
    version --zzzzzz
    config view --zzzzzz
    config get-contexts --zzzzzz
    completion --zzzzzz
    plugin list --zzzzzz
    get pods -Q
    get pods --watch=maybe
    scale deploy/web --replicas=many
    logs x --tail=few
    delete x --grace-period=long
    wait x --timeout=soon
    get -o
    get --namespace
  `),
);

compareWithKubectl(
  'arguments that are missing or too many',
  manifests,
  lines(`
    get
    describe
    apply
    apply view-last-applied
    apply set-last-applied
    apply nope
    delete
    edit
    replace
    expose
    rollout status
    rollout history
    rollout pause
    rollout resume
    rollout restart
    rollout undo
    rollout nope
    logs
    logs a b c
    exec
    exec pod
    exec pod date
    attach
    cp
    cp a
    cp a b
    port-forward
    port-forward pod
    debug
    wait
    wait --for=delete
    diff
    auth nope
    auth can-i
    auth can-i get
    config nope
    completion
    completion nope
    completion bash zsh
    plugin nope
    version extra
    version -o nope
    version --client -o nope
    api-versions extra
    api-resources extra
    nope
    gett
    ps
    rm
    list
  `),
);

compareWithKubectl(
  'run: mistakes',
  manifests,
  lines(`
    run web --image=nginx --env=A --dry-run=client -o yaml
    run web --image=nginx --restart=Sometimes --dry-run=client
    run web --image=nginx --image-pull-policy=Now --dry-run=client
    run web --image=nginx --dry-run=client -o nope
    run web --image=Nginx --dry-run=client
    run web --image=nginx:bad:tag --dry-run=client
    run web --image= --dry-run=client
    run --image=nginx --dry-run=client
    run web --image=nginx --expose --dry-run=client
    run web --image=nginx --port=x --dry-run=client
    run web --image=nginx --rm --dry-run=client
    run web --image=nginx -t --dry-run=client
    run web --image=nginx -i --dry-run=client
    run web --image=nginx --attach --dry-run=client
    run web --image=nginx --dry-run=maybe
  `),
);

compareWithKubectl(
  'required flags that are missing',
  manifests,
  lines(
    `
    scale
    scale deploy/web
    autoscale
    autoscale deploy/web
    run web
    `,
    'errors have no log line',
  ),
);
