/** A file that is not read, with the sentence that says what to do about it. */
export class Unreadable extends Error {}
