// What the published types of pdfkit leave out, and the little that is used of the library beneath it.
declare namespace PDFKit.Mixins {
  interface StructureElementOptions {
    /** Which cells a TH is the header of. */
    scope?: 'Row' | 'Column'
  }
}

declare module 'fontkit' {
  interface Font {
    hasGlyphForCodePoint(codePoint: number): boolean
  }
  function create(bytes: Buffer): Font
}
