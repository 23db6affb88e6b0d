import { compareWithKubectl, lines } from './compare.ts';
import { manifests } from './manifests.ts';

compareWithKubectl(
  'patch',
  { ...manifests, 'replicas.yaml': 'spec: {replicas: 4}\n' },
  lines(`
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}'
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}' -o yaml
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}' -o name
    patch --local -f web.yaml -p '{"spec":{"replicas":2}}'
    patch --local -f web.yaml -p 'spec: {replicas: 7}' -o jsonpath={.spec.replicas}
    patch --local -f web.yaml -p '{"spec":{"replicas":null}}' -o yaml
    patch --local -f web.yaml -p '{"metadata":{"labels":{"tier":null,"new":"x"}}}' -o yaml
    patch --local -f web.yaml -p '{"metadata":{"labels":{"$patch":"replace","only":"x"}}}' -o yaml
    patch --local -f web.yaml -p '{"metadata":{"annotations":{"$patch":"delete"}}}' -o yaml
    patch --local -f web.yaml -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"web:9"}]}}}}' -o yaml
    patch --local -f web.yaml -p '{"spec":{"template":{"spec":{"containers":[{"name":"extra","image":"x:1"}]}}}}' -o yaml
    patch --local -f web.yaml -p '{"spec":{"template":{"spec":{"containers":[{"name":"log","$patch":"delete"}]}}}}' -o yaml
    patch --local -f web.yaml -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","ports":[{"containerPort":81}]}]}}}}' -o yaml
    patch --local -f web.yaml -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","env":[{"name":"A","value":"2"},{"name":"B","$patch":"delete"}]}]}}}}' -o yaml
    patch --local -f web.yaml -p '{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"log"},{"name":"web"}]}}}}' -o yaml
    patch --local -f web.yaml -p '{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}' -o yaml
    patch --local -f web.yaml -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","readinessProbe":{"httpGet":null,"exec":{"command":["true"]}}}]}}}}' -o yaml
    patch --local -f pod.yaml -p '{"spec":{"volumes":[{"name":"e","emptyDir":null,"hostPath":{"path":"/x"}}]}}' -o yaml
    patch --local -f pod.yaml -p '{"spec":{"tolerations":[{"key":"a","operator":"Exists"}]}}' -o yaml
    patch --local -f svc.yaml -p '{"spec":{"ports":[{"port":81,"name":"b"}]}}' -o yaml
    patch --local -f svc.yaml -p '{"spec":{"ports":[{"port":80,"targetPort":8080}]}}' -o yaml
    patch --local -f config.yaml -p '{"data":{"a":null,"c":"d"}}' -o yaml
    patch --local -f config.yaml -p '{"data":null}' -o yaml
    patch --local -f cron.yaml -p '{"spec":{"schedule":"@hourly","suspend":true}}' -o yaml
    patch --local -f binding.yaml -p '{"subjects":[{"kind":"Group","name":"g","apiGroup":"rbac.authorization.k8s.io"}]}' -o yaml
    patch --local -f web.yaml --type=merge -p '{"spec":{"replicas":5}}' -o yaml
    patch --local -f web.yaml --type=merge -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"web:9"}]}}}}' -o yaml
    patch --local -f web.yaml --type=merge -p '{"metadata":{"labels":null}}' -o yaml
    patch --local -f web.yaml --type=merge -p '{"spec":{"selector":{"matchLabels":{"app":null,"b":"c"}}}}' -o yaml
    patch --local -f config.yaml --type=merge -p '{"data":{"a":null,"n":"1"}}' -o yaml
    patch --local -f web.yaml --type=json -p '[{"op":"replace","path":"/spec/replicas","value":9}]' -o yaml
    patch --local -f web.yaml --type=json -p '[{"op":"add","path":"/metadata/labels/x","value":"y"}]' -o yaml
    patch --local -f web.yaml --type=json -p '[{"op":"remove","path":"/metadata/labels/tier"}]' -o yaml
    patch --local -f web.yaml --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/-","value":{"name":"z","image":"z:1"}}]' -o yaml
    patch --local -f web.yaml --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/0","value":{"name":"z","image":"z:1"}}]' -o yaml
    patch --local -f web.yaml --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/1"}]' -o yaml
    patch --local -f web.yaml --type=json -p '[{"op":"copy","from":"/metadata/labels/app","path":"/metadata/labels/copy"}]' -o yaml
    patch --local -f web.yaml --type=json -p '[{"op":"move","from":"/metadata/labels/tier","path":"/metadata/labels/level"}]' -o yaml
    patch --local -f web.yaml --type=json -p '[{"op":"test","path":"/spec/replicas","value":2},{"op":"replace","path":"/spec/replicas","value":3}]' -o yaml
    patch --local -f web.yaml --type=json -p '[{"op":"add","path":"/metadata/annotations/a.b~1c","value":"d"}]' -o yaml
    patch --local -f web.yaml --type=nope -p '{}'
    patch --local -f web.yaml
    patch --local -f web.yaml -p '{}'
    patch --local -f web.yaml -p '{}' -o yaml
    patch --local -f web.yaml -p '{}' --patch-file=x
    patch --local -f web.yaml --patch-file=nope.yaml
    patch --local -f web.yaml --patch-file=replicas.yaml -o yaml
    patch --local -p '{}'
    patch --local deploy/web -p '{}'
    patch
    patch -p '{}'
    patch --local -f nope.yaml -p '{}'
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}' --dry-run=server
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}' -o go-template={{.spec.replicas}}
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}' -o go-template='{{range .spec.template.spec.containers}}{{.name}} {{end}}'
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}' -o jsonpath='{.spec.template.spec.containers[?(@.name=="log")].image}'
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}' -o jsonpath='{range .spec.template.spec.containers[*]}{.name}{"\\t"}{.image}{"\\n"}{end}'
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}' -o jsonpath={.nope}
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}' -o jsonpath={.spec
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}' -o go-template={{.spec
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}' --template={{.kind}}
    patch --local -f web.yaml -p '{"spec":{"replicas":5}}' -o jsonpath-as-json={.spec.replicas}
  `),
);
