// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { droppedFiles, filesOfFolder } from "./dropped";

const entryOf = (file: File): FileSystemFileEntry => ({ isFile: true, isDirectory: false, name: file.name, file: (done: (file: File) => void) => done(file) }) as unknown as FileSystemFileEntry;

/** A folder that gives its entries two at a time, as browsers do. */
function folder(name: string, entries: FileSystemEntry[]): FileSystemDirectoryEntry {
  const createReader = () => {
    const left = [...entries];
    return { readEntries: (done: (found: FileSystemEntry[]) => void) => done(left.splice(0, 2)) };
  };
  return { isFile: false, isDirectory: true, name, createReader } as unknown as FileSystemDirectoryEntry;
}

const dropped = (...entries: (FileSystemEntry | File)[]) => ({
  items: entries.map((entry) => ({ kind: "file", webkitGetAsEntry: () => (entry instanceof File ? entryOf(entry) : entry) })) as unknown as DataTransferItemList,
  files: entries.map((entry) => (entry instanceof File ? entry : new File([], entry.name))) as unknown as FileList,
});
const paper = (name: string, text = "x"): File => new File([text], name);

describe("what is dropped", () => {
  it("is every file of a folder and of the folders in it, under its path", async () => {
    const data = dropped(folder("July", [entryOf(paper("a.pdf")), folder("bank", [entryOf(paper("s.csv")), entryOf(paper("t.csv")), entryOf(paper("u.csv"))]), entryOf(paper(".DS_Store")), entryOf(paper("._a.pdf")), entryOf(paper("empty.txt", ""))]), paper("loose.pdf"));
    expect((await droppedFiles(data)).map((file) => file.name)).toEqual(["July/a.pdf", "July/bank/s.csv", "July/bank/t.csv", "July/bank/u.csv", "loose.pdf"]);
  });

  it("is taken as it is where no folder is among it, an empty file as well: the server says what is wrong with it", async () => {
    expect((await droppedFiles(dropped(paper("a.pdf"), paper("empty.pdf", "")))).map((file) => file.name)).toEqual(["a.pdf", "empty.pdf"]);
  });

  it("is named by the path in the folder that was chosen", () => {
    const file = paper("s.csv");
    Object.defineProperty(file, "webkitRelativePath", { value: "July/bank/s.csv" });
    expect(filesOfFolder([file, paper("Thumbs.db")]).map((each) => each.name)).toEqual(["July/bank/s.csv"]);
  });
});
