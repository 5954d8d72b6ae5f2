// Print a data package as the JavaScript library sees it, in the form of read.py:
// `node read.cjs DESCRIPTOR`, with NODE_PATH naming the folder of the library.
const { Package } = require("datapackage");

const plain = (cell) => {
  if (!(cell instanceof Date)) return cell;
  const two = (number) => String(number).padStart(2, "0");
  return `${cell.getFullYear()}-${two(cell.getMonth() + 1)}-${two(cell.getDate())}`;
};

async function main() {
  const source = await Package.load(process.argv[2], { strict: true });
  const tables = {};
  for (const resource of source.resources) {
    const rows = await resource.read();
    tables[resource.name] = rows.map((row) => row.map(plain));
  }
  process.stdout.write(JSON.stringify(tables));
}

main().catch((error) => {
  console.error(error.message, (error.errors || []).map((each) => each.message));
  process.exit(1);
});
