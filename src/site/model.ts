// What a model is: a folder of facts under templates/<vendor>/<folder>/. Types only.

/** The vendor of a block such as `00:1b:d4`; undefined: nobody whose phones offhook knows. */
export type MakerOf = (oui: string) => string | undefined;

/** JSON Schema property of a model's own setting, with our annotations. */
export interface SettingSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: string | number | boolean;
  readonly enum?: readonly (string | number)[];
  /** What stands in the phone's file for each value: hides vendors' inverted flags. */
  readonly 'x-wire'?: Readonly<Record<string, string>>;
  /** The value is a secret reference. */
  readonly 'x-secret'?: boolean;
  /** Where the default or the wire values come from. */
  readonly 'x-source'?: string;
  /** Where it stands in the phone's file, as `raw` writes places; absent: a template says where. */
  readonly 'x-element'?: string;
  /** Other settings without which it does nothing, each with its values that are as good as none. */
  readonly 'x-with'?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  /** Set where no phone has confirmed it: the sentence that `validate` says. */
  readonly 'x-unproven'?: string;
}

export interface SettingsSchema {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly properties: Readonly<Record<string, SettingSchema>>;
}

/** How DHCP knows phones of this model and what it tells them. */
export interface ModelDhcp {
  /** Option 60 texts, compared without a trailing NUL, as prefixes if they end in `*`. */
  readonly vendorClasses: readonly string[];
  /** `00:a8:59`; makers' blocks in which this model was seen. */
  readonly ouis: readonly string[];
  /** Text of option 66; `{server}` is the server's address. `$mac` is the phone's own token. */
  readonly option66: string;
  /** Text of option 43 in the vendor's form; absent: none is sent. */
  readonly option43?: string;
  /** Whether option 150 (list of addresses) is sent unasked. */
  readonly option150: boolean;
}

/** As much of a model as the servers keep. */
export type ModelFacts = Pick<Model, 'id' | 'vendor' | 'name' | 'dhcp' | 'facts' | 'folder'>;

/** `phone.json`, checked; `vendor` holds what only the vendor's driver reads. */
export interface Model {
  /** `<vendor>-<folder>`, the name used in inventories. */
  readonly id: string;
  readonly vendor: string;
  /** As on the box, `Cisco Unified IP Phone 7931G`. */
  readonly name: string;
  /** SIP accounts at once. */
  readonly lines: number;
  /** Programmable keys; buttons are 1..keys. */
  readonly keys: number;
  /** Longest label of a phone and of a key, in characters. */
  readonly labelLength: { readonly phone: number; readonly key: number };
  /** File formats a phone of this model reads; the first is the default. */
  readonly formats: readonly string[];
  readonly csta: boolean;
  readonly dhcp: ModelDhcp;
  readonly settings: SettingsSchema;
  /** Facts of the vendor's own, typed and checked by its driver. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Template folder below the templates root, `cisco/7931g`. */
  readonly folder: string;
}
