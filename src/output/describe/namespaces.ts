import type { Resource } from '../../model/resource.ts';
import { compareText } from '../code-points.ts';
import type { Description } from './description.ts';
import { entry, indented } from './lines.ts';
import { amountText } from '../tables/storage.ts';
import { mailTime } from './time.ts';
import { metadataLines, nameLines } from './metadata.ts';

type Amounts = Readonly<Record<string, string>>;

interface QuotaView extends Resource {
  readonly spec?: { readonly scopes?: readonly string[] };
  readonly status?: { readonly hard?: Amounts; readonly used?: Amounts };
}

interface LimitRangeView extends Resource {
  readonly spec?: {
    readonly limits?: readonly {
      readonly type?: string;
      readonly max?: Amounts;
      readonly min?: Amounts;
      readonly default?: Amounts;
      readonly defaultRequest?: Amounts;
      readonly maxLimitRequestRatio?: Amounts;
    }[];
  };
}

interface NamespaceView extends Resource {
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly lastTransitionTime?: string | null;
      readonly reason?: string;
      readonly message?: string;
    }[];
  };
}

const SCOPES: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

const scopeLines = ({ spec }: QuotaView, bullet: string): string[] => {
  const scopes = (spec?.scopes ?? []).toSorted(compareText);
  if (scopes.length === 0) return [];
  const known = scopes.flatMap((scope) => SCOPES[scope] ?? []);
  return [entry('Scopes', scopes.join(', ')), ...known.map((text) => `${bullet} ${text}`)];
};

const quotaRows = ({ status }: QuotaView): string[] =>
  Object.keys(status?.hard ?? {})
    .sort(compareText)
    .map((name) => `${name}\t${amountText(status?.used?.[name])}\t${amountText(status?.hard?.[name])}`);

const LIMIT_HEADERS = [
  'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio',
  '----\t--------\t---\t---\t---------------\t-------------\t-----------------------',
];

const limitRows = ({ spec }: LimitRangeView): string[] =>
  (spec?.limits ?? []).flatMap(
    ({ type = '', max, min, default: limit, defaultRequest, maxLimitRequestRatio }) => {
      const columns = [min, max, defaultRequest, limit, maxLimitRequestRatio];
      const names = new Set(
        [max, min, limit, defaultRequest, maxLimitRequestRatio].flatMap((each) => Object.keys(each ?? {})),
      );
      return [...names].map((name) =>
        [
          type,
          name,
          ...columns.map((each) => (each?.[name] === undefined ? '-' : amountText(each[name]))),
        ].join('\t'),
      );
    },
  );

export const quotaDescription: Description = {
  lines: (quota: QuotaView) => [
    ...nameLines(quota),
    ...scopeLines(quota, ' *'),
    'Resource\tUsed\tHard',
    '--------\t----\t----',
    ...quotaRows(quota),
  ],
};

export const limitRangeDescription: Description = {
  lines: (range: LimitRangeView) => [...nameLines(range), ...LIMIT_HEADERS, ...limitRows(range)],
};

const quotasLines = (quotas: readonly QuotaView[]): string[] => {
  if (quotas.length === 0) return ['No resource quota.'];
  return [
    'Resource Quotas',
    ...quotas.flatMap((quota) => [
      ...indented([entry('Name', quota.metadata.name), ...scopeLines(quota, '*')]),
      ...indented(['Resource\tUsed\tHard', '--------\t---\t---', ...quotaRows(quota)]),
    ]),
  ];
};

const rangesLines = (ranges: readonly LimitRangeView[]): string[] =>
  ranges.length === 0
    ? ['No LimitRange resource.']
    : ['Resource Limits', ...[...LIMIT_HEADERS, ...ranges.flatMap(limitRows)].map((line) => ` ${line}`)];

export const namespaceDescription: Description = {
  needs: ['ResourceQuota', 'LimitRange'],
  lines: (namespace: NamespaceView, { others }) => {
    const { name } = namespace.metadata;
    const within = (kind: string): Resource[] =>
      others(kind).filter(({ metadata }) => metadata.namespace === name);
    const { phase = '', conditions = [] } = namespace.status ?? {};
    return [
      entry('Name', name),
      ...metadataLines(namespace),
      entry('Status', phase),
      ...(conditions.length === 0
        ? []
        : [
            'Conditions:',
            ...indented([
              'Type\tStatus\tLastTransitionTime\tReason\tMessage',
              '----\t------\t------------------\t------\t-------',
              ...conditions.map(({ type, status, lastTransitionTime, reason = '', message = '' }) =>
                [type, status, mailTime(lastTransitionTime), reason, message].join('\t'),
              ),
            ]),
          ]),
      '',
      ...quotasLines(within('ResourceQuota')),
      '',
      ...rangesLines(within('LimitRange')),
    ];
  },
};
