import { compareWithKubectl, lines } from './compare.ts';

const files = {
  'hello.txt': 'hello\n',
  'vars.env': '\uFEFFA=1\n  B=2 x\n# no\n\nBERTH_NOBODY_SETS\nC=a=b\n',
  'binary.dat': Buffer.from([0, 255, 1]),
  'folder/x.conf': 'a\n',
  'folder/y.conf': 'b\n',
  'folder/deeper/z.conf': 'c\n',
};

compareWithKubectl('create: configuration', files, [
  ...lines(`
    create configmap c --dry-run=client -o yaml
    create configmap c --from-literal=a=b --from-literal=c= --from-literal=d=e=f --dry-run=client -o yaml
    create configmap c --from-literal=a --dry-run=client -o yaml
    create configmap c --from-literal==a --dry-run=client -o yaml
    create configmap c --from-file=hello.txt --from-file=k=hello.txt --from-file=binary.dat --dry-run=client -o yaml
    create configmap c --from-file=folder --dry-run=client -o yaml
    create configmap c --from-file=k=folder --dry-run=client -o yaml
    create configmap c --from-file=nope --dry-run=client -o yaml
    create configmap c --from-file=a=b=c --dry-run=client -o yaml
    create configmap c --from-file== --dry-run=client -o yaml
    create configmap c --from-env-file=vars.env --dry-run=client -o yaml
    create configmap c --from-env-file=vars.env --from-literal=x=y --dry-run=client -o yaml
    create configmap c --from-literal=x=y --from-literal=x=z --dry-run=client -o yaml
    create configmap c --append-hash --from-literal=x=y --dry-run=client -o yaml
    create configmap c --append-hash --from-literal=x=y --from-file=binary.dat --dry-run=client -o yaml
    create configmap --dry-run=client
    create cm c --from-env-file=folder --dry-run=client
    create cm c --from-env-file=nope --dry-run=client
    create cm c --from-literal=..=x --dry-run=client
    create cm c --from-literal=a=b --from-file=a=hello.txt --dry-run=client
    create cm c --from-literal=a='b' --from-literal=d="e" --dry-run=client -o yaml
    create secret generic s --from-literal=a=b --dry-run=client -o yaml
    create secret generic s --dry-run=client -o yaml
    create secret generic s --type=foo --from-file=hello.txt --from-env-file=vars.env --dry-run=client -o yaml
    create secret generic s --type=foo --from-file=hello.txt --append-hash --dry-run=client -o yaml
    create secret generic s --append-hash --dry-run=client -o yaml
    create secret generic --dry-run=client
    create secret docker-registry r --docker-username=u --docker-password=p --docker-email=e@x --dry-run=client -o yaml
    create secret docker-registry r --docker-username=u --docker-password=p --docker-server=reg:5000 --append-hash --dry-run=client -o yaml
    create secret docker-registry r --docker-username=u --dry-run=client -o yaml
    create secret docker-registry r --dry-run=client -o yaml
    create secret docker-registry r --from-file=hello.txt --dry-run=client -o yaml
    create secret tls t --cert=nope --key=nope --dry-run=client
    create secret tls t --dry-run=client
    create secret tls t --cert=hello.txt --key=hello.txt --dry-run=client
    create secret
    create secret nope
    create secret generic c --from-literal=x=y --from-literal=x=y --dry-run=client -o yaml
    create secret generic c --from-literal=a --dry-run=client
    create secret generic c --from-file=nope --dry-run=client
    create secret generic c --from-env-file=folder --dry-run=client
    create secret generic c --from-file=hello.txt --from-file=hello.txt --dry-run=client
  `),
  ...lines(
    `
    create configmap c --from-literal=x/y=y --dry-run=client -o yaml
    create secret generic c --from-literal=x/y=y --dry-run=client -o yaml
    `,
    'rules are told without regular expressions',
  ),
  ...lines('create cm c --from-literal=x=y --dry-run=client -o json', 'fields of JSON are sorted'),
]);

compareWithKubectl(
  'create: workloads',
  files,
  lines(`
    create deployment web --image=nginx --dry-run=client -o yaml
    create deployment web --image=nginx:1 --image=reg/busybox:2@sha256:aa --replicas=3 --port=80 -n x --dry-run=client -o yaml
    create deployment web --image=nginx --dry-run=client -o yaml -- date -u
    create deployment web --image=nginx --image=b --dry-run=client -o yaml -- date -u
    create deployment web --image=nginx --image=nginx:2 --dry-run=client -o yaml
    create deployment web --image=nginx --dry-run=client
    create deployment web --image=nginx --dry-run=client -o name
    create deployment --image=nginx --dry-run=client
    create deployment a b --image=nginx --dry-run=client
    create deployment a --image=nginx --replicas=-1 --dry-run=client
    create deployment a --image=nginx --port=-2 --dry-run=client -o yaml
    create deployment Bad_ --image=nginx:Foo --dry-run=client -o yaml
    create deployment a --image=x --dry-run=client -o nope
    create job j --image=busybox --dry-run=client -o yaml -- date
    create job j --image=busybox --dry-run=client -o yaml
    create job j --dry-run=client
    create job j --image=x --from=cronjob/a --dry-run=client
    create job --dry-run=client
    create cronjob c --image=busybox --schedule=@daily --dry-run=client -o yaml -- date
    create cronjob c --image=busybox --schedule=@daily --restart=Never --dry-run=client -o yaml
    create cronjob c --image=busybox --schedule=@daily --restart=Always --dry-run=client -o yaml
  `),
);

compareWithKubectl(
  'create: services and ingresses',
  files,
  lines(`
    create service clusterip s --tcp=80:8080 --dry-run=client -o yaml
    create service clusterip s --tcp=80 --tcp=443:https --dry-run=client -o yaml
    create svc clusterip s --clusterip=None --dry-run=client -o yaml
    create service clusterip s --clusterip=10.0.0.3 --tcp=1:2 --dry-run=client -o yaml
    create service clusterip s --dry-run=client -o yaml
    create service clusterip s --clusterip=None --tcp=80 --dry-run=client -o yaml
    create service clusterip s --tcp=x:1 --dry-run=client -o yaml
    create service clusterip s --tcp=1:99999 --dry-run=client -o yaml
    create service clusterip s --tcp=1:2:3 --dry-run=client -o yaml
    create service clusterip s --tcp=1:bad_name --dry-run=client -o yaml
    create service clusterip --tcp=1 --dry-run=client
    create service nodeport s --tcp=80:8080 --node-port=30080 --dry-run=client -o yaml
    create service nodeport s --dry-run=client -o yaml
    create service nodeport s --tcp=80 --tcp=81 --node-port=30080 --dry-run=client -o yaml
    create service loadbalancer s --tcp=80:8080 --dry-run=client -o yaml
    create service loadbalancer s --dry-run=client -o yaml
    create service externalname s --external-name=a.com --dry-run=client -o yaml
    create service externalname s --external-name=a.com --tcp=80 --dry-run=client -o yaml
    create service externalname s --external-name=-bad --dry-run=client -o yaml
    create service
    create service nope
    create service clusterip s --tcp=70000 --dry-run=client
    create service clusterip s --tcp=1:0 --dry-run=client
    create service nodeport s --tcp=1 --node-port=-1 --dry-run=client -o yaml
    create ingress i --rule=foo.com/bar=svc1:8080,tls=my-cert --dry-run=client -o yaml
    create ingress i --class=c --rule=/path=svc:port --dry-run=client -o yaml
    create ingress i --rule=foo.com/=svc:p --rule=foo.com/admin*=svc2:80 --rule=bar.com/=x:1,tls --annotation=a=b --annotation=c.d/e=f --dry-run=client -o yaml
    create ingress i --default-backend=d:http --dry-run=client -o yaml
    create ingress i --default-backend=d:80 --rule=a.com/*=svc:8080,tls=s1 --rule=b.com/=svc:1,tls=s1 --dry-run=client -o yaml
    create ingress i --dry-run=client
    create ingress i --rule=bad --dry-run=client
    create ingress i --rule=foo.com=svc:80 --dry-run=client
    create ingress i --default-backend=d --dry-run=client
    create ingress i --annotation=x --rule=/=a:1 --dry-run=client
    create ingress i --rule=/=a:1,tls=x --dry-run=client -o yaml
    create ingress --rule=/=a:1 --dry-run=client
  `),
);

compareWithKubectl(
  'create: access',
  files,
  lines(`
    create role r --dry-run=client
    create role r --verb=get --dry-run=client
    create role r --verb=get --resource-name=a --dry-run=client
    create clusterrole r --verb=get --non-resource-url=/logs/* --dry-run=client -o yaml
    create clusterrole r --aggregation-rule=a=b,c=d --dry-run=client -o yaml
    create clusterrole r --dry-run=client
    create clusterrole r --verb=get --dry-run=client
    create clusterrole r --verb=get --non-resource-url=/a,/b --resource-name=a --dry-run=client
    create clusterrole r --aggregation-rule=a=b --verb=get --dry-run=client
    create clusterrole r --verb=list --non-resource-url=/x --dry-run=client
    create clusterrole r --verb=get --non-resource-url=x --dry-run=client
    create rolebinding b --role=r --user=u --group=g --serviceaccount=ns:s --dry-run=client -o yaml
    create rolebinding b --clusterrole=r --user=u,v --dry-run=client -o yaml
    create rolebinding b --dry-run=client
    create rolebinding b --role=a --clusterrole=b --dry-run=client
    create rolebinding b --role=a --serviceaccount=x --dry-run=client -o yaml
    create rolebinding b --role=a --dry-run=client -o yaml
    create clusterrolebinding b --clusterrole=r --user=u --serviceaccount=a:b --dry-run=client -o yaml
    create clusterrolebinding b --clusterrole=r --serviceaccount=x --dry-run=client -o yaml
    create serviceaccount a --dry-run=client -o yaml
    create sa a --dry-run=client
    create sa
  `),
);

compareWithKubectl(
  'create: namespaces and policies',
  files,
  lines(`
    create namespace n --dry-run=client -o yaml
    create ns n --dry-run=client
    create namespace --dry-run=client
    create namespace a b --dry-run=client
    create pdb p --selector=a=b --min-available=1 --dry-run=client -o yaml
    create pdb p --selector=a=b,c=d --max-unavailable=20% --dry-run=client -o yaml
    create pdb p --selector=a=b --dry-run=client
    create pdb p --min-available=1 --dry-run=client
    create pdb p --selector=a=b --min-available=1 --max-unavailable=1 --dry-run=client
    create pdb p --selector=a=b --min-available=x --dry-run=client
    create pdb p --selector=a!=b --min-available=1 --dry-run=client -o yaml
    create quota q --hard=cpu=1,memory=1G,pods=2 --dry-run=client -o yaml
    create quota q --hard=pods=100 --scopes=BestEffort,NotTerminating --dry-run=client -o yaml
    create quota q --dry-run=client -o yaml
    create quota q --hard=cpu --dry-run=client
    create quota q --hard=cpu=x --dry-run=client
    create quota q --hard=cpu=1000m --scopes=a,,b --dry-run=client -o yaml
  `),
);

compareWithKubectl('create: mistakes', files, [
  ...lines(`
    create
    create nope
  `),
  ...lines(
    `
    create cronjob c --image=busybox --dry-run=client -o yaml
    create cronjob c --schedule=x --dry-run=client -o yaml
    create service externalname s --dry-run=client -o yaml
    create clusterrolebinding b --dry-run=client
    `,
    'errors have no log line',
  ),
]);
