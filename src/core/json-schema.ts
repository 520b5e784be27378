// The parts that schemas of an inventory are written with. Descriptions are the manual that editors show.

export const text = (description: string, more: object = {}) => ({
  type: 'string',
  minLength: 1,
  description,
  ...more,
});

export const flag = (description: string) => ({ type: 'boolean', description });

export const record = (properties: object, more: object = {}) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
});

export const listOf = (items: object, description: string) =>
  ({ type: 'array', items, description }) as const;

/** A map whose names are somebody's own. */
export const named = (values: object, description: string) =>
  ({ type: 'object', description, additionalProperties: values }) as const;
