import { missing } from '#app/responses.ts'

export function loader() {
  throw missing()
}

export function action() {
  throw missing()
}

export default function Missing() {
  return null
}
