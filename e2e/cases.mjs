// Runs named cases one after the other, prints a line for each, and ends the process with the result.
export async function run(cases) {
  let failed = 0;
  for (const [name, check] of Object.entries(cases)) {
    const begun = Date.now();
    try {
      await check();
      console.log(`ok      ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    } catch (e) {
      failed++;
      console.log(`FAILED  ${name}\n        ${e.stack}`);
    }
  }
  console.log(`${Object.keys(cases).length - failed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}
