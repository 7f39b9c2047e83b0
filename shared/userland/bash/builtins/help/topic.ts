// What is a help topic of bash?

/** Its name, how it is used, and the text about it; the first line of the text says what for. */
export type HelpTopic = readonly [name: string, synopsis: string, text: string];
