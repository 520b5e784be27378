// What is wrong with a text that is to be YAML or JSON, before anybody asks what it says.

export interface YamlFault {
  readonly offset: number;
  readonly what: string;
  readonly hint: string;
}
