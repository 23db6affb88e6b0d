import { defineCommand } from '../../cli/command-spec.ts';
import { newIngress } from '../../manifest/create/ingress.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage: 'create ingress NAME --rule=host/path=service:port[,tls[=secret]]',
  long: `
Create an ingress with the specified name.`,
  examples: `
# Create a single ingress called 'simple' that directs requests to foo.com/bar to svc
# svc1:8080 with a TLS secret "my-cert"
berth create ingress simple --rule="foo.com/bar=svc1:8080,tls=my-cert"

# Create a catch all ingress of "/path" pointing to service svc:port and Ingress Class as "otheringress"
berth create ingress catch-all --class=otheringress --rule="/path=svc:port"

# Create an ingress with two annotations: ingress.annotation1 and ingress.annotations2
berth create ingress annotated --class=default --rule="foo.com/bar=svc:port" \\
--annotation ingress.annotation1=foo \\
--annotation ingress.annotation2=bla

# Create an ingress with the same host and multiple paths
berth create ingress multipath --class=default \\
--rule="foo.com/=svc:port" \\
--rule="foo.com/admin/=svcadmin:portadmin"

# Create an ingress with multiple hosts and the pathType as Prefix
berth create ingress ingress1 --class=default \\
--rule="foo.com/path*=svc:8080" \\
--rule="bar.com/admin*=svc2:http"

# Create an ingress with a default backend
berth create ingress ingdefault --class=default \\
--default-backend=defaultsvc:http \\
--rule="foo.com/*=svc:8080,tls=secret1"`,
  flags: {
    ...newObjectFlags,
    annotation: {
      type: 'list',
      whole: true,
      description: 'Annotation to insert in the ingress object, in the format annotation=value',
    },
    class: { type: 'string', description: 'Ingress Class to be used' },
    'default-backend': {
      type: 'string',
      description: 'Default service for backend, in format of svcname:port',
    },
    rule: {
      type: 'list',
      whole: true,
      description:
        "Rule in format host/path=service:port[,tls=secretname]. Paths containing the leading character '*' are considered pathType=Prefix. tls argument is optional.",
    },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { class: className, rule: rules, defaultBackend, annotation: annotations } = invocation.flags;
    return createNewObject(invocation, world, {
      build: (name) => newIngress({ name, className, rules, defaultBackend, annotations }),
      failure: 'failed to create ingress: ',
    });
  },
});
