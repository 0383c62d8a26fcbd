import { parentPort } from 'node:worker_threads'
import type { ReportDocument } from '#app/domain/report/document.ts'
import { writeReportPdf } from './report_pdf.server.ts'

// Runs in a thread of its own: is sent one report after another and answers each with its bytes.
parentPort?.on('message', (report: ReportDocument) => {
  void writeReportPdf(report).then((bytes) => parentPort?.postMessage(bytes))
})
