import type { KindTable } from '../table.ts';
import { anyKindTable } from './any-kind.ts';
import { deploymentTable } from './deployments.ts';
import { namespaceTable } from './namespaces.ts';
import { podTable } from './pods.ts';
import { replicaSetTable } from './replica-sets.ts';

const tables: Readonly<Record<string, KindTable>> = {
  Deployment: deploymentTable,
  Namespace: namespaceTable,
  Pod: podTable,
  ReplicaSet: replicaSetTable,
};

export const tableOfKind = (kind: string): KindTable => tables[kind] ?? anyKindTable;
