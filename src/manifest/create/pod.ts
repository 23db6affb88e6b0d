import type { Resource } from '../../model/resource.ts';
import { refuse } from './refuse.ts';

/** What `run` makes of its flags: a pod with one container. */

interface PodWish {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy: string;
  readonly restart: string;
  /** `KEY=VALUE`. */
  readonly env: readonly string[];
  /** Undefined for kubectl's own. */
  readonly labels: Readonly<Record<string, string>> | undefined;
  /** `KEY=VALUE`. */
  readonly annotations: readonly string[];
  readonly port: string;
  readonly privileged: boolean;
  readonly stdin: boolean;
  readonly stdinOnce: boolean;
  readonly tty: boolean;
  /** What runs in place of the image's command, or of its arguments alone. */
  readonly words: readonly string[];
  readonly asCommand: boolean;
}

const envVar = (text: string): object => {
  const at = text.indexOf('=');
  if (at < 1) throw refuse(`invalid env: ${text}`);
  return { name: text.slice(0, at), value: text.slice(at + 1) };
};

const annotation = (text: string): [string, string] => {
  const at = text.indexOf('=');
  if (at < 1) throw refuse(`unexpected annotation spec: ${text}`);
  return [text.slice(0, at), text.slice(at + 1)];
};

export const parseRunPort = (text: string): number | undefined => {
  if (text === '') return undefined;
  if (!/^[+-]?\d+$/.test(text)) throw refuse(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
};

/** As image names are written: capitals only in the name of a registry, then a tag or a digest. */
const PART = '[a-z0-9]+(?:(?:[.]|_{1,2}|-+)[a-z0-9]+)*';
const IMAGE = new RegExp(
  `^(?:[a-zA-Z0-9.-]+(?::\\d+)?/)?${PART}(?:/${PART})*(?::\\w[\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
);

export const newRunPod = (wish: PodWish): Resource => {
  const { name, image, words } = wish;
  if (image === '') throw refuse('--image is required');
  if (!IMAGE.test(image)) {
    throw refuse(`Invalid image name ${JSON.stringify(image)}: invalid reference format`);
  }
  const port = parseRunPort(wish.port);
  const wordsField = wish.asCommand ? { command: words } : { args: words };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels: wish.labels ?? { run: name },
      ...(wish.annotations.length === 0
        ? {}
        : { annotations: Object.fromEntries(wish.annotations.map(annotation)) }),
    },
    spec: {
      containers: [
        {
          name,
          image,
          ...(words.length === 0 ? {} : wordsField),
          ...(wish.env.length === 0 ? {} : { env: wish.env.map(envVar) }),
          ...(wish.imagePullPolicy === '' ? {} : { imagePullPolicy: wish.imagePullPolicy }),
          ...(port === undefined ? {} : { ports: [{ containerPort: port }] }),
          ...(wish.privileged ? { securityContext: { privileged: true } } : {}),
          ...(wish.stdin ? { stdin: true } : {}),
          ...(wish.stdinOnce ? { stdinOnce: true } : {}),
          ...(wish.tty ? { tty: true } : {}),
        },
      ],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: wish.restart,
    },
  };
};
