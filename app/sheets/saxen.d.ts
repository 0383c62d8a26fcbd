declare module 'saxen' {
  export function decode(text: string): string
  export class Parser {
    on(
      event: 'openTag',
      heard: (name: string, attributes: () => Record<string, string>) => void,
    ): this
    on(event: 'closeTag', heard: (name: string) => void): this
    on(event: 'text' | 'cdata', heard: (value: string) => void): this
    on(event: 'error', heard: (error: Error) => void): this
    parse(xml: string): this
  }
}
