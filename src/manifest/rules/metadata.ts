import {
  checkDns1035Label,
  checkDnsLabel,
  checkDnsSubdomain,
  checkPathSegment,
  type NameCheck,
} from '../../model/names.ts';
import type { Resource } from '../../model/resource.ts';
import type { Report } from '../document.ts';
import { objectAt } from '../json-value.ts';
import { invalid } from './findings.ts';

/** Kinds whose names follow other rules than those of DNS subdomains. */
const nameChecks: Readonly<Record<string, NameCheck>> = {
  Namespace: checkDnsLabel,
  Service: checkDns1035Label,
  StatefulSet: checkDnsLabel,
  Role: checkPathSegment,
  RoleBinding: checkPathSegment,
  ClusterRole: checkPathSegment,
  ClusterRoleBinding: checkPathSegment,
};

const MAX_ANNOTATIONS = 256 * 1024;

/** Jobs that a CronJob makes append 11 characters, and names of Jobs end at 63. */
const MAX_CRON_JOB_NAME = 52;

export const checkMetadata = (resource: Resource, report: Report): void => {
  const { name } = resource.metadata;
  if (name !== '') {
    const rule = (nameChecks[resource.kind] ?? checkDnsSubdomain)(name);
    const tidy = name.toLowerCase().replaceAll(/[_\s]/g, '-');
    const hint = checkDns1035Label(tidy) === undefined ? `${JSON.stringify(tidy)} is allowed` : undefined;
    if (rule !== undefined) report(invalid(['metadata', 'name'], name, rule, hint));
    if (resource.kind === 'CronJob' && name.length > MAX_CRON_JOB_NAME) {
      report(invalid(['metadata', 'name'], name, `must be no more than ${MAX_CRON_JOB_NAME} characters`));
    }
  }
  let size = 0;
  for (const [key, value] of Object.entries(objectAt(resource.metadata, 'annotations'))) {
    size += key.length + (typeof value === 'string' ? Buffer.byteLength(value) : 0);
  }
  if (size > MAX_ANNOTATIONS) {
    report({
      code: 'tooLong',
      path: ['metadata', 'annotations'],
      message: `metadata.annotations: Too long: may not be more than ${MAX_ANNOTATIONS} bytes, found ${size}`,
    });
  }
};
