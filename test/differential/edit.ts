import { EDIT_CASES } from '../unit/manifest/edit/edit-cases.ts';
import { compareWithKubectl, lines } from './compare.ts';
import { manifests } from './manifests.ts';

compareWithKubectl('label', manifests, [
  ...lines(`
    label --local -f web.yaml a=b
    label --local -f web.yaml a=b -o yaml
    label --local -f web.yaml a=b -o json
    label --local -f web.yaml a=b -o name
    label --local -f web.yaml a=b -o jsonpath={.metadata.labels}
    label --local -f web.yaml a=b -o go-template={{.metadata.labels.a}}
    label --local -f web.yaml a=b --dry-run=client
    label --local -f web.yaml app=web
    label --local -f web.yaml app=x
    label --local -f web.yaml app=x tier=y
    label --local -f web.yaml app=x --overwrite
    label --local -f web.yaml app=x --overwrite -o yaml
    label --local -f web.yaml tier-
    label --local -f web.yaml tier- -o yaml
    label --local -f web.yaml nope-
    label --local -f web.yaml tier- tier=x
    label --local -f web.yaml a=b -n other -o yaml
    label --local -f pod.yaml a=b -o yaml
    label --local -f pod.yaml a=b -n other
    label --local -f config.yaml a=b -o yaml
    label --local -f config.yaml -f svc.yaml a=b
    label --local -f web.yaml
    label --local -f web.yaml a
    label --local -f web.yaml a=b=c
    label --local -f web.yaml a=b --all -l x=y
    label --local -f web.yaml a=b --all --field-selector metadata.name=x
    label --local -f web.yaml a=b --dry-run=server
    label --local -f web.yaml a=b --dry-run=maybe
    label --local -f web.yaml a=b -o nope
    label --local -f web.yaml a=b --nope
    label --local -f nope.yaml a=b
    label --local pods foo a=b
    label --local a=b
    label foo
    label
  `),
  ...lines(
    `
    label --local -f web.yaml --list
    label --local -f web.yaml --list a=b
    label --local -f web.yaml -f svc.yaml --list
    annotate --local -f web.yaml --list
    annotate --local -f web.yaml -f svc.yaml --list
    `,
    'lists of labels are sorted',
  ),
  ...lines('label --local -f web.yaml -f svc.yaml a=b -o yaml', 'documents of YAML are set apart'),
]);

compareWithKubectl(
  'annotate',
  manifests,
  lines(`
    annotate --local -f web.yaml a=b
    annotate --local -f web.yaml a=b -o yaml
    annotate --local -f web.yaml a=b -o json
    annotate --local -f web.yaml a=b -o name
    annotate --local -f web.yaml 'a=some = words' -o yaml
    annotate --local -f web.yaml note=x
    annotate --local -f web.yaml note=y
    annotate --local -f web.yaml note=y --overwrite -o yaml
    annotate --local -f web.yaml note-
    annotate --local -f web.yaml note- -o yaml
    annotate --local -f web.yaml nope-
    annotate --local -f web.yaml a- a=b
    annotate --local -f config.yaml kubernetes.io/change-cause=why -o yaml
    annotate --local -f config.yaml -f svc.yaml a=b -o yaml
    annotate --local -f web.yaml
    annotate --local -f web.yaml a=b --dry-run=server
    annotate --local -f web.yaml a=b --all -l x=y
    annotate --local pods foo a=b
    annotate --local a=b
    annotate foo
    annotate
  `),
);

compareWithKubectl('set image', manifests, [
  ...lines(`
    set image --local -f web.yaml web=web:2
    set image --local -f web.yaml web=web:1
    set image --local -f web.yaml web=web:1 -o yaml
    set image --local -f web.yaml web=web:2 -o yaml
    set image --local -f web.yaml web=web:2 -o name
    set image --local -f web.yaml *=all:2 -o yaml
    set image --local -f web.yaml *=all:2 -o jsonpath={.spec.template.spec.containers[*].image}
    set image --local -f web.yaml web=web:2 log=log:2 init=init:2 -o yaml
    set image --local -f web.yaml web=web:2 -n other -o yaml
    set image --local -f pod.yaml web=web:2 -n other -o yaml
    set image --local -f web.yaml nope=x
    set image --local -f web.yaml web=a *=b
    set image --local -f web.yaml web-
    set image --local -f web.yaml
    set image --local -f web.yaml web=web:2 --dry-run=client
    set image --local -f web.yaml web=web:2 --dry-run=server
    set image --local -f pod.yaml web=web:2 -o yaml
    set image --local -f cron.yaml web=web:2 -o yaml
    set image --local -f sts.yaml web=x:2 -o yaml
    set image --local -f sts.yaml web=x:2
    set image --local -f svc.yaml web=x:2
    set image --local -f svc.yaml -f pod.yaml web=x:2
    set image --local -f pod.yaml -f web.yaml web=x:2 -o yaml
    set image --local deploy/web web=x
    set image --local web=x
    set image web=x
    set image
  `),
  ...lines('set image --local -f web.yaml web=web:2 -o json', 'fields of JSON are sorted'),
]);

compareWithKubectl('set env', manifests, [
  ...lines(`
    set env --local -f web.yaml A=2
    set env --local -f web.yaml A=2 -o yaml
    set env --local -f web.yaml A=2 -o name
    set env --local -f web.yaml A-
    set env --local -f web.yaml A- B- C- D- E- -o yaml
    set env --local -f web.yaml B=2 -o yaml
    set env --local -f web.yaml -e X=1,2 -e Y=3 Z=4 -o yaml
    set env --local -f web.yaml X=1 -c l* -o yaml
    set env --local -f web.yaml X=1 -c nope -o yaml
    set env --local -f web.yaml X=1 -c nope
    set env --local -f web.yaml A=2 --overwrite=false
    set env --local -f web.yaml A=1 --overwrite=false -c web -o yaml
    set env --local -f web.yaml --list
    set env --local -f web.yaml --list Z=1 A-
    set env --local -f web.yaml --list -c log
    set env --local -f web.yaml --list -o yaml
    set env --local -f web.yaml --keys=a
    set env --local -f web.yaml --from=secret/x
    set env --local -f web.yaml A=1 A-
    set env --local -f web.yaml 1=2
    set env --local -f web.yaml
    set env --local -f pod.yaml B=2 -o yaml
    set env --local -f cron.yaml B=2 -o yaml
    set env --local -f svc.yaml B=2
    set env --local -f web.yaml A=1 --dry-run=server
    set env --local -f web.yaml A=3 --all -l a=b
    set env A=1 deploy/web
    set env A=1
    set env
  `),
  { line: 'set env --local -f web.yaml -e - -o yaml', stdin: 'X=1\n# no\nY=a b # c\n' },
]);

compareWithKubectl(
  'set resources, selector, serviceaccount, subject',
  manifests,
  lines(`
    set resources --local -f web.yaml --limits=cpu=2
    set resources --local -f web.yaml --limits=cpu=2 -o yaml
    set resources --local -f web.yaml --limits=cpu=200m,memory=512Mi --requests=cpu=0.1 -o yaml
    set resources --local -f web.yaml --limits=cpu=1 -c log -o yaml
    set resources --local -f web.yaml --limits=cpu=1 -c nope
    set resources --local -f web.yaml --limits=cpu
    set resources --local -f web.yaml --limits=cpu=lots
    set resources --local -f pod.yaml --requests=memory=1024Ki -o yaml
    set resources --local -f web.yaml
    set resources --local -f svc.yaml --limits=cpu=1
    set resources --local -f web.yaml --limits=cpu=1 --dry-run=server
    set resources --local deploy/web --limits=cpu=1
    set resources

    set selector --local -f svc.yaml a=b
    set selector --local -f svc.yaml a=b -o yaml
    set selector --local -f svc.yaml a=b,c=d -o yaml
    set selector --local -f svc.yaml a!=b
    set selector --local -f web.yaml a=b
    set selector

    set serviceaccount --local -f web.yaml robot
    set serviceaccount --local -f web.yaml robot -o yaml
    set sa --local -f pod.yaml robot -o yaml
    set sa --local -f svc.yaml robot
    set sa --local -f web.yaml robot --dry-run=server
    set sa --local -f web.yaml
    set sa

    set subject --local -f binding.yaml --user=bob --user=ann --group=g --serviceaccount=ns:sa -o yaml
    set subject --local -f binding.yaml --user=ann
    set subject --local -f binding.yaml --user=bob
    set subject --local -f binding.yaml
    set subject --local -f binding.yaml --serviceaccount=bad
    set subject --local -f web.yaml --user=bob
    set subject --user=bob

    set
    set nope
  `),
);

const objects = [...new Set(EDIT_CASES.map(({ object }) => object))];
const fileOf = (object: (typeof objects)[number]): string => `object-${objects.indexOf(object)}.json`;

compareWithKubectl(
  'the cases of the tests of edits',
  Object.fromEntries(objects.map((object) => [fileOf(object), JSON.stringify(object)])),
  EDIT_CASES.map(({ line, object }) => ({ line: `${line} --local -f ${fileOf(object)} -o yaml` })),
);
