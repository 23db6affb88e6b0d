import { isObject, listAt, objectAt, type JsonObject } from '../json-value.ts';
import { eachOf, fill, within } from './fill.ts';

/** Limits are the defaults of containers, and defaults those of their requests. */
export const fillLimitRange = (object: JsonObject): void => {
  for (const item of eachOf(within(object, 'spec'), 'limits')) {
    if (item['type'] !== 'Container') continue;
    fill(within(item, 'default'), objectAt(item, 'max'));
    fill(within(item, 'defaultRequest'), objectAt(item, 'default'));
    fill(within(item, 'defaultRequest'), objectAt(item, 'min'));
    for (const name of ['default', 'defaultRequest']) {
      if (Object.keys(objectAt(item, name)).length === 0) delete item[name];
    }
  }
};

export const fillHorizontalPodAutoscaler = (object: JsonObject): void => {
  const spec = within(object, 'spec');
  fill(spec, { minReplicas: 1 });
  if (listAt(spec, 'metrics').length === 0) {
    const target = { type: 'Utilization', averageUtilization: 80 };
    spec['metrics'] = [{ type: 'Resource', resource: { name: 'cpu', target } }];
  }
  const behavior = spec['behavior'];
  if (isObject(behavior)) fillBehavior(behavior);
};

const fillBehavior = (behavior: JsonObject): void => {
  fill(within(behavior, 'scaleUp'), {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  });
  fill(within(behavior, 'scaleDown'), {
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
  });
};
