export function smallPng(pixels: Buffer, width: number, height: number, text: string): Buffer;
export function textOfPng(png: Buffer): string | undefined;
