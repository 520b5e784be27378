// What an import writes is called so.

export const INVENTORY_FILE = 'offhook.yaml';
