/** What an operating system keeps beside papers: settings of folders, previews, and what a Mac keeps of a file apart from it. */
const LITTER = /^(?:\.ds_store|thumbs\.db|desktop\.ini|\._.*)$/i;

const isPaper = (file: File): boolean => !LITTER.test(file.name) && file.size > 0;

/** The file under its path in the folder that was dropped: the server keeps it as the paper's name. */
const named = (file: File, path: string): File => new File([file], path, { type: file.type, lastModified: file.lastModified });

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

/** All of a folder: a browser gives it in pieces. */
async function inside(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (piece.length === 0) return found.sort((a, b) => a.name.localeCompare(b.name));
    found.push(...piece);
  }
}

async function unfold(entry: FileSystemEntry, above: string): Promise<File[]> {
  const path = above ? `${above}/${entry.name}` : entry.name;
  if (entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry);
    return above ? (isPaper(file) ? [named(file, path)] : []) : [file];
  }
  if (!entry.isDirectory) return [];
  const files: File[] = [];
  for (const each of await inside(entry as FileSystemDirectoryEntry)) files.push(...(await unfold(each, path)));
  return files;
}

/** The files that were dropped, those of folders under their paths. What the browser names must be asked for at once: after the event it is gone. */
export function droppedFiles(data: Pick<DataTransfer, "items" | "files">): Promise<File[]> {
  const entries = [...data.items].filter((item) => item.kind === "file").map((item) => item.webkitGetAsEntry?.() ?? null);
  const files = [...data.files];
  if (entries.length !== files.length || !entries.some((entry) => entry?.isDirectory)) return Promise.resolve(files);
  return Promise.all(entries.map((entry, at) => (entry?.isDirectory ? unfold(entry, "") : [files[at] as File]))).then((found) => found.flat());
}

/** The files of a folder that was chosen, under their paths in it. */
export const filesOfFolder = (files: Iterable<File>): File[] => [...files].filter(isPaper).map((file) => named(file, file.webkitRelativePath || file.name));
