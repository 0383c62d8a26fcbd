import { Parser, decode } from 'saxen'
import { damaged } from './zip.ts'

export interface XmlReading {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** Walks through a part of a workbook. Parts that declare types or entities are refused unread, and so
 *  is every encoding but UTF-8: no spreadsheet writes them. */
export function walkXml(bytes: Buffer, { open, text, close }: XmlReading): void {
  const xml = decoded(bytes)
  const parser = new Parser()
  parser.on('error', () => {
    throw damaged()
  })
  parser.on('openTag', (name, attributes) => open?.(local(name), localNames(attributes())))
  parser.on('closeTag', (name) => close?.(local(name)))
  parser.on('text', (value) => text?.(decode(value)))
  parser.on('cdata', (value) => text?.(value))
  parser.parse(xml)
}

function decoded(bytes: Buffer): string {
  try {
    const xml = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const [, encoding = 'utf-8'] = /^<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)["']/i.exec(xml) ?? []
    if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST)/i.test(xml) || xml.includes('\0')) throw damaged()
    if (!/^utf-?8$/i.test(encoding)) throw damaged()
    return xml
  } catch {
    throw damaged()
  }
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

function localNames(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [local(name), decode(value)]),
  )
}
