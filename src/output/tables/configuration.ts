import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { column, nameColumn, type KindTable } from '../table.ts';

interface ConfigMapView extends Resource {
  readonly data?: object | null;
  readonly binaryData?: object | null;
}

interface SecretView extends Resource {
  readonly type?: string;
  readonly data?: object | null;
}

interface ServiceAccountView extends Resource {
  readonly secrets?: readonly object[] | null;
}

const count = (map: object | null | undefined): number => Object.keys(map ?? {}).length;

export const configMapTable: KindTable = {
  columns: [nameColumn, column('Data'), column('Age')],
  row: ({ metadata, data, binaryData }: ConfigMapView, now) => [
    metadata.name,
    count(data) + count(binaryData),
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const secretTable: KindTable = {
  columns: [nameColumn, column('Type'), column('Data'), column('Age')],
  row: ({ metadata, type, data }: SecretView, now) => [
    metadata.name,
    type ?? 'Opaque',
    count(data),
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const serviceAccountTable: KindTable = {
  columns: [nameColumn, column('Secrets'), column('Age')],
  row: ({ metadata, secrets }: ServiceAccountView, now) => [
    metadata.name,
    secrets?.length ?? 0,
    ageOf(metadata.creationTimestamp, now),
  ],
};
